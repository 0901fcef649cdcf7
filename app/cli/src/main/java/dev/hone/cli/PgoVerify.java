package dev.hone.cli;

import dev.hone.cli.remote.RemoteError;
import dev.hone.cli.remote.RemoteException;
import dev.hone.cli.remote.Request;
import dev.hone.cli.remote.Server;
import dev.hone.command.Arguments;
import dev.hone.command.Command;
import dev.hone.command.Declaration;
import dev.hone.command.ExitCode;
import dev.hone.command.Json;
import dev.hone.command.Terminal;
import dev.hone.command.UsageException;
import dev.hone.profile.Text;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** {@code hone pgo verify}: whether a profile is what was published and signed. */
final class PgoVerify implements Command {
    private static final int OK = 200;

    @Override
    public void declare(Declaration declaration) {
        declaration
                .description(
                        "Tell whether a published profile, or a file that should be one, is what the service signed: the "
                                + "signature of its manifest (Ed25519), and the SHA-256 in it.",
                        "Exit code 0: it is. 1: it is not; the reason is printed.")
                .argument(0, "APP", true, "The app.")
                .argument(
                        1,
                        "WHICH",
                        false,
                        "A generation, a channel, or a digest (default: that of --file, else stable).")
                .option("--file", "FILE", "Verify this file, and not what the server has.")
                .option(
                        "--signing-keys",
                        "KEYFILE",
                        "The public keys to trust, in PEM. Without it those that the server names now are believed, which "
                                + "only shows that nothing was damaged.")
                .flag("--json", "An object with verified, and generation or reason.")
                .examples(
                        "  curl -s $HONE_API_URL/api/hone/v1/signing-keys > pgo-keys.pem",
                        "  hone pgo verify web --file cmd/web/default.pgo --signing-keys pgo-keys.pem");
        ServerOptions.declare(declaration);
    }

    @Override
    public ExitCode run(Arguments arguments, Terminal terminal) {
        String app = AppArgument.check(arguments.argument(0).orElseThrow());
        Server server = ServerOptions.of(arguments, terminal);
        PublishedProfiles profiles = new PublishedProfiles(server);
        try {
            List<PublicKey> keys = keys(arguments, server, terminal);
            long generation = verified(app, arguments, new Verification(profiles, keys), terminal);
            terminal.print(
                    arguments.flag("--json")
                            ? json(generation, "")
                            : "verified: generation " + generation + " of " + app + ", as it was signed\n");
            return ExitCode.FINE;
        } catch (SignedManifest.NotTrusted e) {
            String reason = String.valueOf(e.getMessage());
            terminal.print(arguments.flag("--json") ? json(0, reason) : "not verified: " + reason + "\n");
            return ExitCode.NO;
        }
    }

    private static long verified(String app, Arguments arguments, Verification verification, Terminal terminal) {
        Optional<String> file = arguments.value("--file");
        Optional<String> which = arguments.argument(1);
        if (file.isEmpty()) {
            Wanted wanted = Wanted.named(app, which.orElse("stable"));
            return verification
                    .check(wanted, found(wanted, verification.profiles()))
                    .generation();
        }
        byte[] profile = TextInput.bytes(file.get(), terminal);
        if (profile.length == 0) {
            throw new UsageException(Text.of(file.get()) + " is empty");
        }
        String digest = PublishedProfiles.sha256(profile);
        return verification
                .check(profile, Wanted.named(app, which.orElse(digest)))
                .generation();
    }

    private static PublishedProfiles.Found found(Wanted wanted, PublishedProfiles profiles) {
        try {
            return profiles.find(wanted, new byte[0]);
        } catch (RemoteException e) {
            if (e.error() != RemoteError.SERVER_FAILED) {
                throw e;
            }
            // A server that still has the manifest does not fail altogether: it found itself that the profile was
            // changed.
            profiles.find(wanted.in("manifest"), new byte[0]);
            throw new SignedManifest.NotTrusted(String.valueOf(e.getMessage()));
        }
    }

    private static List<PublicKey> keys(Arguments arguments, Server server, Terminal terminal) {
        Optional<String> file = arguments.value("--signing-keys");
        if (file.isPresent()) {
            return SignedManifest.keys(
                    TextInput.read(file.get(), terminal), Text.of(file.get()).toString());
        }
        byte[] pem = server.ask(Request.get("api", "hone", "v1", "signing-keys"))
                .expect(OK)
                .body();
        return SignedManifest.keys(new String(pem, StandardCharsets.UTF_8), "what the server answered");
    }

    private static String json(long generation, String reason) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeBooleanProperty("verified", reason.isEmpty());
            if (reason.isEmpty()) {
                json.writeNumberProperty("generation", generation);
            } else {
                json.writeStringProperty("reason", reason);
            }
            json.writeEndObject();
        }
        return text + "\n";
    }
}
