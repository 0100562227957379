//! One call of Finicity, as anybody would write it with reqwest.

use serde::{Deserialize, Serialize};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Generate<'a> {
    partner_id: &'a str,
    customer_id: &'a str,
}

#[derive(Deserialize)]
struct Generated {
    link: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let base = std::env::var("FINICITY_BASE_URL")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let request = Generate { partner_id: "1234567", customer_id: "1005061234" };
        let client = client()?;
        let sent = client.post(format!("{base}/connect/v2/generate"));
        let sent =
            sent.header("Finicity-App-Key", "key").header("Finicity-App-Token", "token").json(&request);
        let answer: Generated = sent.send().await?.error_for_status()?.json().await?;
        println!("{} characters", answer.link.len());
        Ok(())
    })
}

/// With the same TLS that our crates set up: ring, and the certificates of the system.
#[cfg(feature = "ring")]
fn client() -> Result<reqwest::Client, Box<dyn std::error::Error>> {
    use rustls_platform_verifier::BuilderVerifierExt as _;

    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config =
        rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let config = config.with_platform_verifier()?.with_no_client_auth();
    Ok(reqwest::Client::builder().tls_backend_preconfigured(config).build()?)
}

#[cfg(not(feature = "ring"))]
fn client() -> Result<reqwest::Client, Box<dyn std::error::Error>> {
    Ok(reqwest::Client::builder().build()?)
}
