//! Round trips in services with the rest-json protocol.

use aws::apigateway::{CreateRestApi, DeleteRestApi, GetRestApi, GetRestApis};
use aws::client::Client;
use aws::efs::{CreateFileSystem, DeleteFileSystem, DescribeFileSystems, ListTagsForResource, TagResource};
use aws::efs::types::Tag;
use aws::lambda::types::LayerVersionContentInput;
use aws::lambda::{DeleteLayerVersion, GetLayerVersion, ListLayers, PublishLayerVersion};
use aws::runtime::paging::Paginated;

use super::Result;

pub fn efs(client: &Client) -> Result {
    // The client fills in the token.
    let created = client.send(&CreateFileSystem::new())?;
    let id = created.file_system_id.ok_or("a file system has an ID")?;
    let mut ids = Vec::new();
    for system in DescribeFileSystems::new().pages(|list| client.send(list)).items() {
        ids.extend(system?.file_system_id);
    }
    assert_eq!(ids, [id.clone()]);
    client.send(&TagResource::new(&*id, vec![Tag::new("name", "a b/c?d")]))?;
    let tags = client.send(&ListTagsForResource::new(&*id))?.tags.unwrap_or_default();
    assert_eq!(tags[0].value.as_deref(), Some("a b/c?d"));
    client.send(&DeleteFileSystem::new(&*id))?;
    Ok(())
}

pub fn lambda(client: &Client) -> Result {
    let content = LayerVersionContentInput::new().zip_file(*b"PK\x05\x06 not really");
    let published = client.send(&PublishLayerVersion::new("base", content).description("1"))?;
    assert_eq!(published.version, Some(1));
    let mut names = Vec::new();
    for layer in ListLayers::new().pages(|list| client.send(list)).items() {
        names.extend(layer?.layer_name);
    }
    assert_eq!(names, ["base"]);
    let read = client.send(&GetLayerVersion::new("base", 1))?;
    assert_eq!(read.description.as_deref(), Some("1"));
    client.send(&DeleteLayerVersion::new("base", 1))?;
    Ok(())
}

pub fn apigateway(client: &Client) -> Result {
    let created = client.send(&CreateRestApi::new("orders").description("ü"))?;
    let id = created.id.ok_or("an API has an ID")?;
    let read = client.send(&GetRestApi::new(&*id))?;
    assert_eq!((read.name.as_deref(), read.description.as_deref()), (Some("orders"), Some("ü")));
    assert!(read.created_date.is_some());
    let apis = client.send(&GetRestApis::new())?.items.unwrap_or_default();
    assert_eq!(apis.len(), 1);
    client.send(&DeleteRestApi::new(&*id))?;
    let gone = client.send(&GetRestApi::new(&*id)).err().ok_or("the API is gone")?;
    let code = gone.service().map(|error| error.code().to_owned());
    assert_eq!(code.as_deref(), Some("NotFoundException"));
    Ok(())
}
