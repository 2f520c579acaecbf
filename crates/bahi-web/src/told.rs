//! What is told of a request that was answered, to whoever wants to know.

use axum::body::HttpBody;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

/// A request and what it was answered with. What stands behind the path is left out: it may hold a token, or names that somebody
/// looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// `GET`.
    pub method: String,
    /// The path.
    pub path: String,
    /// The status.
    pub status: u16,
    /// Bytes of the body.
    pub bytes: u64,
}

/// Called when a request comes, and what it gives when it was answered: in between time can be taken, which this crate does not.
pub type Listener = fn() -> Box<dyn FnOnce(Answered) + Send>;

/// Tells the listener.
pub async fn tell(listener: Listener, request: Request, next: Next) -> Response {
    let answered = listener();
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let response = next.run(request).await;
    let bytes = response.body().size_hint().exact().unwrap_or_default();
    answered(Answered { method, path, status: response.status().as_u16(), bytes });
    response
}
