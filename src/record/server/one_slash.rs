//! Several slashes in a path are one: what is put together from an endpoint that ends in a slash and a path that begins with one,
//! as ADL's sample courses do, is meant as any other request.

use axum::http::Request;
use axum::http::uri::{PathAndQuery, Uri};
use hyper::service::Service;

/// A service that sees no path with two slashes in a row. The query stays as it is.
#[derive(Clone)]
pub(super) struct OneSlash<S>(pub S);

impl<S: Service<Request<B>>, B> Service<Request<B>> for OneSlash<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn call(&self, mut request: Request<B>) -> Self::Future {
        if let Some(uri) = single(request.uri()) {
            *request.uri_mut() = uri;
        }
        self.0.call(request)
    }
}

/// The address with single slashes; none where it has no others.
fn single(uri: &Uri) -> Option<Uri> {
    if !uri.path().contains("//") {
        return None;
    }
    let mut last = ' ';
    let is_new = |letter: &char| std::mem::replace(&mut last, *letter) != '/' || *letter != '/';
    let mut path: String = uri.path().chars().filter(is_new).collect();
    if let Some(query) = uri.query() {
        path.push('?');
        path.push_str(query);
    }
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = PathAndQuery::try_from(path).ok();
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_in_a_row_are_one_and_the_query_is_left_alone() {
        for (written, meant) in [
            ("/xapi//statements", Some("/xapi/statements")),
            ("//xapi///activities//state?a=http://b//c", Some("/xapi/activities/state?a=http://b//c")),
            ("//", Some("/")),
            ("/xapi/statements?a=//", None),
            ("/", None),
            ("*", None),
        ] {
            assert_eq!(single(&written.parse().unwrap()).map(|uri| uri.to_string()).as_deref(), meant, "{written}");
        }
    }
}
