//! Notices of the system: what has ended while another window has the keyboard.

use crate::messages::{Text, say};
use egui::{Context, UserAttentionType, ViewportCommand};

/// Has the system draw attention to the window, and show the sentence where it has a place for that.
pub(super) fn show(ctx: &Context, text: &Text) {
    ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(UserAttentionType::Informational));
    let text = text.to_string();
    let shown = std::thread::Builder::new().name("gander-notice".into()).spawn(move || {
        if let Err(why) = tell(&text) {
            tracing::info!("the desktop shows no notices: {why}");
        }
    });
    if let Err(why) = shown {
        tracing::warn!("no notice: {why}");
    }
}

/// Shows a notice as the desktop's specification has it: `org.freedesktop.Notifications`.
#[cfg(target_os = "linux")]
fn tell(text: &str) -> zbus::Result<()> {
    use std::collections::HashMap;
    use zbus::zvariant::Value;
    const NAME: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";
    let (actions, hints): (Vec<&str>, HashMap<&str, Value<'_>>) = (Vec::new(), HashMap::new());
    // Replaces no other, and stays as long as the desktop likes.
    let notice = ("Gander", 0_u32, "gander", say("gander"), text, actions, hints, -1_i32);
    let bus = zbus::blocking::Connection::session()?;
    bus.call_method(Some(NAME), PATH, Some(NAME), "Notify", &notice).map(drop)
}

#[cfg(not(target_os = "linux"))]
fn tell(_text: &str) -> std::io::Result<()> {
    Ok(())
}
