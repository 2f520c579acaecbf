//! Listening, and stopping without cutting anybody off.

use crate::app::router;
use crate::settings::Settings;
use crate::state::{Desk, Room};
use bahi::StoreError;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

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
        let serving = axum::serve(listener, router(desk)).with_graceful_shutdown(until(stopped));
        let serving = tokio::spawn(async move { serving.await });
        asked_to_stop().await?;
        let _ = stop.send(true);
        let _ = tokio::time::timeout(LAST, serving).await;
        Ok(())
    })
}

async fn until(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}

#[cfg(unix)]
async fn asked_to_stop() -> io::Result<()> {
    use std::future::poll_fn;
    use std::task::Poll;
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
