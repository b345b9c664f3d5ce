//! An engine that ends by itself is told of at once, by whichever hand there is; one that is stopped is not.

use rampart_engines::HandLink;
use rampart_rds::intent::{EngineState, Hand as _, Intent, News, ProcessIdentity, Protection};
use tokio::sync::broadcast::error::TryRecvError;

use crate::hall::{BOTH, Hall, PATIENCE, id, instance, named, root_or_skip, running_of, setup_of};

async fn process_of(link: &HandLink, id: &str) -> ProcessIdentity {
    let engine = instance(link, id, Intent::Look).await.engine.unwrap();
    let EngineState::Running { process, .. } = engine.state else { panic!("{engine:?}") };
    process
}

fn kill(process: ProcessIdentity) {
    let killed = std::process::Command::new("kill").args(["-9", &process.pid.to_string()]).status();
    assert!(killed.unwrap().success());
}

#[tokio::test]
async fn an_engine_that_ends_by_itself_is_told_of_at_once_and_one_that_is_stopped_is_not() {
    if !root_or_skip("killing engines") {
        return;
    }
    let hall = Hall::new();
    for kind in BOTH {
        let link = hall.hand();
        let name = named(kind, "ending01");
        let ended = News::EngineEnded { id: id(&name) };
        let mut news = link.news();
        let served = running_of(&link, &name, kind, Protection::Plain).await;
        kill(process_of(&link, &name).await);
        assert_eq!(news.recv().await.unwrap(), ended);
        let start = || Intent::StartEngine(setup_of(kind, served.port));
        instance(&link, &name, start()).await;

        // A hand that comes later watches what it finds.
        drop(link);
        let link = hall.hand();
        let mut news = link.news();
        kill(process_of(&link, &name).await);
        assert_eq!(news.recv().await.unwrap(), ended);
        instance(&link, &name, start()).await;
        instance(&link, &name, Intent::StopEngine { patience: PATIENCE }).await;
        assert_eq!(news.try_recv(), Err(TryRecvError::Empty), "{kind:?}");
    }
}
