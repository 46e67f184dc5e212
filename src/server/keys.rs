//! The keys that a server is started with.

use crate::error::{Error, Result};
use crate::model::{Mode, Provider, SecretText};
use crate::provider::Keys;
use crate::store::{Entropy as _, SystemEntropy};

const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// The world and the keys that a provider is served with: what is given is kept, what is missing is made, and where the
/// form of the provider's keys tells the world, it settles the mode. Without either, the world is the test world.
///
/// ```
/// use tillbook::{Mode, Provider, server::keys};
/// let (mode, _) = keys(Provider::Omise, None, Some("skey_5xuy4w91xqz7d1w9u0t".into()), None)?;
/// assert_eq!(mode, Mode::Live);
/// assert!(keys(Provider::Omise, None, Some("hunter2".into()), None).is_err());
/// # Ok::<(), tillbook::Error>(())
/// ```
///
/// # Errors
/// [`Error::InvalidArgument`] for a key that is none of the provider's, and when the mode and the keys contradict each
/// other; [`Error::Io`] when the operating system has no randomness to give.
pub fn keys(
    provider: Provider,
    mode: Option<Mode>,
    secret: Option<SecretText>,
    public: Option<SecretText>,
) -> Result<(Mode, Keys)> {
    let mode = check(provider, mode, secret.as_ref(), public.as_ref())?.unwrap_or(Mode::Test);
    let mut failed = Ok(());
    let made = (provider.dialect().access.make)(mode, &mut |length| {
        random(length).unwrap_or_else(|error| {
            failed = Err(error);
            String::new()
        })
    });
    failed?;
    // A provider without public keys has no use for one, so it is not kept.
    let public = made.public.map(|made| public.unwrap_or(made));
    Ok((mode, Keys { secret: secret.unwrap_or(made.secret), public }))
}

/// The world that a mode and keys tell of, where they do.
///
/// # Errors
/// [`Error::InvalidArgument`] for a key that is none of the provider's, and when the mode and the keys contradict each
/// other.
pub(super) fn check(
    provider: Provider,
    mode: Option<Mode>,
    secret: Option<&SecretText>,
    public: Option<&SecretText>,
) -> Result<Option<Mode>> {
    let access = &provider.dialect().access;
    let mut told = mode;
    for (name, key, check) in [("secret_key", secret, access.check_secret), ("public_key", public, access.check_public)]
    {
        let Some(key) = key else { continue };
        check(key.expose())
            .map_err(|reason| Error::invalid(name, format!("{reason}; take the one {provider} gave")))?;
        match ((access.mode_of)(key.expose()), told) {
            (Some(form), Some(told)) if form != told => {
                let reason = format!("is of the {form} world, not of the {told} one; give keys and a mode that agree");
                return Err(Error::invalid(name, reason));
            }
            (form, _) => told = form.or(told),
        }
    }
    Ok(told)
}

/// Random lower-case letters and digits, each equally likely.
pub(super) fn random(length: usize) -> Result<String> {
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let mut bytes = [0; 32];
        SystemEntropy.fill(&mut bytes).map_err(crate::engine::io_error("reading randomness"))?;
        let fair = bytes.iter().filter(|byte| **byte < 252).map(|byte| usize::from(byte % 36));
        text.extend(
            fair.filter_map(|place| ALPHABET.get(place)).map(|&letter| char::from(letter)).take(length - text.len()),
        );
    }
    Ok(text)
}
