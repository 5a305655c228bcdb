//! AWS Signature Version 4.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use secrecy::ExposeSecret;

use crate::base::clock::Timestamp;
use crate::base::secret::Secret;

/// Signs for one account, region and service.
#[derive(Debug)]
pub(super) struct SigV4Signer {
    pub access_key_id: String,
    pub secret_access_key: Secret,
    pub session_token: Option<Secret>,
    pub region: String,
    pub service: &'static str,
}

impl SigV4Signer {
    /// The headers that sign a POST with these headers; nothing when they
    /// cannot be made.
    pub(super) fn sign(
        &self,
        at: Timestamp,
        url: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Option<Vec<(String, String)>> {
        let token = self.session_token.as_ref();
        let identity = Credentials::new(
            &self.access_key_id,
            self.secret_access_key.expose_secret(),
            token.map(|token| token.expose_secret().to_owned()),
            None,
            "textgate",
        )
        .into();
        let since_epoch = Duration::from_micros(u64::try_from(at.as_micros()).ok()?);
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(self.service)
            .time(SystemTime::UNIX_EPOCH + since_epoch)
            .settings(SigningSettings::default())
            .build()
            .ok()?
            .into();
        let body = SignableBody::Bytes(body);
        let request = SignableRequest::new("POST", url, headers.iter().copied(), body).ok()?;
        let (instructions, _) = sign(request, &params).ok()?.into_parts();
        let own = instructions.headers();
        Some(
            own.map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::aws::{Service, sms, sns};

    /// 2026-01-02T03:04:05Z
    const AT: i64 = 1_767_323_045;

    fn header(service: &Service, token: Option<&str>, body: &str) -> (String, Option<String>) {
        let signer = SigV4Signer {
            access_key_id: "AKIDEXAMPLE".into(),
            secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".into(),
            session_token: token.map(Into::into),
            region: "eu-west-1".into(),
            service: service.name,
        };
        let url = format!("https://{}.eu-west-1.amazonaws.com/", service.name);
        let at = Timestamp::from_micros(AT * 1_000_000);
        let headers = signer.sign(at, &url, service.headers, body.as_bytes());
        let headers = headers.expect("signed");
        let find = |name: &str| {
            let found = headers
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.clone())
        };
        assert_eq!(find("x-amz-date").as_deref(), Some("20260102T030405Z"));
        assert_eq!(headers.len(), if token.is_some() { 3 } else { 2 });
        let authorization = find("authorization").expect("authorization");
        (authorization, find("x-amz-security-token"))
    }

    fn expected(service: &str, headers: &str, signature: &str) -> String {
        format!(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/{service}/aws4_request, \
             SignedHeaders={headers}, Signature={signature}"
        )
    }

    /// Made by botocore with a fixed clock, as the next two.
    #[test]
    fn signs_sns_as_botocore_does() {
        let (authorization, token) = header(&sns::SERVICE, None, sns::tests::BODY);
        let signature = "2491b94b979296ede64b2b92b33e9a01b82a8f304b6798a5ac2bdb5b06b30b58";
        let headers = "content-type;host;x-amz-date";
        assert_eq!(authorization, expected("sns", headers, signature));
        assert_eq!(token, None);
    }

    #[test]
    fn signs_a_session_token_too() {
        let session = "AQoDYXdzEPT//////////wEXAMPLEtc764";
        let (authorization, token) = header(&sns::SERVICE, Some(session), sns::tests::BODY);
        let signature = "e595334541ff6c8070d0c09951a3d26c9a63bf63ba8e79bf7a6897ca7bc6c6ac";
        let headers = "content-type;host;x-amz-date;x-amz-security-token";
        assert_eq!(authorization, expected("sns", headers, signature));
        assert_eq!(token.as_deref(), Some(session));
    }

    #[test]
    fn signs_end_user_messaging_as_botocore_does() {
        let body = r#"{"DestinationPhoneNumber": "+14254147755", "MessageBody": "123456", "MessageType": "TRANSACTIONAL", "OriginationIdentity": "Acme", "MaxPrice": "0.50", "TimeToLive": 600}"#;
        let (authorization, _) = header(&sms::SERVICE, None, body);
        let signature = "5b951fc68a584f268567a1c0c7b1e6b4c4b2265d9f63ce1e72472631d00678c3";
        let headers = "content-type;host;x-amz-date;x-amz-target";
        assert_eq!(authorization, expected("sms-voice", headers, signature));
    }

    #[test]
    fn a_signer_does_not_print_its_keys() {
        let signer = SigV4Signer {
            access_key_id: "AKIDEXAMPLE".into(),
            secret_access_key: "hush-1".into(),
            session_token: Some("hush-2".into()),
            region: "eu-west-1".into(),
            service: "sns",
        };
        assert!(!format!("{signer:?}").contains("hush"));
    }
}
