//! Omise (Opn Payments), API version 2019-05-29.

mod policy;

pub(super) use policy::POLICY;
