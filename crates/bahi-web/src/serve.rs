//! Listening, and stopping without cutting anybody off.

use crate::app::router;
use crate::settings::Settings;
use crate::state::{Desk, Room};
use axum::Router;
use bahi::StoreError;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::future::{Future, poll_fn};
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The ledger.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Others can reach the address, and could write.
    #[error("{address} can be reached by others; give --token-file FILE, or --read-only for reading without a token")]
    Open {
        /// Where it would listen.
        address: SocketAddr,
    },
    /// The address cannot be listened at.
    #[error("{address}: {error}; name another with --port or --listen")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the system says.
        error: io::Error,
    },
    /// The system.
    #[error("the desk cannot be served: {0}")]
    Io(#[from] io::Error),
}

// How long requests that are under way may still take when the desk is stopped.
const LAST: Duration = Duration::from_secs(10);

/// Serves until Ctrl-C or a termination signal; `ready` is told the address once it can be reached.
///
/// # Errors
/// Why it cannot be served.
pub fn serve(settings: Settings, room: Room, ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let address = settings.address;
    if !address.ip().is_loopback() && settings.token.is_none() && !settings.read_only {
        return Err(ServeError::Open { address });
    }
    let desk = Desk::open(settings, room)?;
    let threads = room.readers + room.uploads + 8;
    let runtime = tokio::runtime::Builder::new_multi_thread().max_blocking_threads(threads).enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await.map_err(|error| ServeError::Listen { address, error })?;
        ready(listener.local_addr()?);
        let (stop, stopped) = watch::channel(false);
        let serving = tokio::spawn(listen(listener, desk, stopped));
        asked_to_stop().await?;
        let _ = stop.send(true);
        let _ = tokio::time::timeout(LAST, serving).await;
        Ok(())
    })
}

/// Serves whoever connects until it is told to stop, and then until those who are being served are.
///
/// There are so many places for connections, and whoever holds one has so long for the head of a request and so long in
/// all: who sends or reads a byte at a time keeps nobody else out.
pub async fn listen(listener: TcpListener, desk: Desk, stopped: watch::Receiver<bool>) {
    let room = desk.room;
    let places = Arc::new(Semaphore::new(room.connections));
    let service = router(desk);
    let mut serving = JoinSet::new();
    let mut stop = pin!(until(stopped.clone()));
    loop {
        let Some(Ok(place)) = first(pin!(places.clone().acquire_owned()), stop.as_mut()).await else { break };
        let stream = match first(pin!(listener.accept()), stop.as_mut()).await {
            None => break,
            Some(Ok((stream, _))) => stream,
            // No more files can be open, or the client is gone: others will be served in a moment.
            Some(Err(_)) => {
                sleep(PAUSE).await;
                continue;
            }
        };
        let (service, stopped) = (service.clone(), stopped.clone());
        serving.spawn(async move {
            talk(stream, service, stopped, room).await;
            drop(place);
        });
        while serving.try_join_next().is_some() {}
    }
    drop(listener);
    while serving.join_next().await.is_some() {}
}

// How long to wait where nobody can be let in.
const PAUSE: Duration = Duration::from_millis(50);

async fn talk(stream: TcpStream, service: Router, stopped: watch::Receiver<bool>, room: Room) {
    // Answers are sent whole; a delay for more to come would only delay them.
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(room.head);
    let mut talk = pin!(http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)));
    let enough = pin!(timeout(room.stay, until(stopped)));
    if first(talk.as_mut(), enough).await.is_none() {
        talk.as_mut().graceful_shutdown();
        let _ = timeout(LAST, talk).await;
    }
}

// What the one gives, or nothing where the other is done before it.
async fn first<A: Future, B: Future>(mut one: Pin<&mut A>, mut other: Pin<&mut B>) -> Option<A::Output> {
    poll_fn(|cx| match one.as_mut().poll(cx) {
        Poll::Ready(out) => Poll::Ready(Some(out)),
        Poll::Pending => other.as_mut().poll(cx).map(|_| None),
    })
    .await
}

async fn until(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}

#[cfg(unix)]
async fn asked_to_stop() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    poll_fn(|cx| match (interrupt.poll_recv(cx), terminate.poll_recv(cx)) {
        (Poll::Pending, Poll::Pending) => Poll::Pending,
        _ => Poll::Ready(()),
    })
    .await;
    Ok(())
}

#[cfg(not(unix))]
async fn asked_to_stop() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
