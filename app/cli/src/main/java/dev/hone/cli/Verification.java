package dev.hone.cli;

import java.security.PublicKey;
import java.util.List;

/** Checks a profile that came from a server, or that is at hand, against the manifest that was signed for it. */
record Verification(PublishedProfiles profiles, List<PublicKey> keys) {
    /** The manifest of what was found; every failure is an exception. */
    SignedManifest check(Wanted wanted, PublishedProfiles.Found found) {
        if (found.generation() == 0) {
            throw new SignedManifest.NotTrusted(
                    "the server does not say which generation this is, so there is no signature to verify it by");
        }
        String app = found.app().isEmpty() ? wanted.app() : AppArgument.check(found.app());
        return check(found.content(), new Wanted(app, "", "", found.generation(), wanted.form()));
    }

    /** The manifest of a profile that is at hand, and should be the one that is meant. */
    SignedManifest check(byte[] profile, Wanted meant) {
        byte[] manifest = profiles.find(meant.in("manifest"), new byte[0]).content();
        byte[] signature = profiles.find(meant.in("signature"), new byte[0]).content();
        SignedManifest signed = SignedManifest.of(manifest, signature, keys);
        signed.check(profile, meant.form(), meant.app(), meant.generation());
        return signed;
    }
}
