package dev.hone.server.pgo;

import dev.hone.intake.Origin;
import dev.hone.pgo.AppName;
import dev.hone.pgo.Artifact;
import dev.hone.pgo.Form;
import dev.hone.pgo.Selection;
import dev.hone.server.http.Answer;
import dev.hone.server.http.Call;
import dev.hone.server.http.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What requests about profiles say, and how profiles are answered. */
final class Profiles {
    private Profiles() {}

    static AppName app(Call call) {
        return AppName.of(call.parameter("app"));
    }

    static Origin context(Call call) {
        return new Origin(
                call.query("version").orElse(""),
                call.query("revision").orElse(""),
                call.query("instance").orElse(""),
                call.query("workload").orElse(""));
    }

    /** Which generation a request is about. */
    static Selection selection(Call call) {
        Optional<String> digest = call.query("digest");
        Optional<String> number = call.query("generation");
        if (digest.isPresent()) {
            return new Selection.OfDigest(digest.get());
        }
        return number.map(text -> (Selection) new Selection.OfNumber(number(text, "generation")))
                .orElseGet(() -> new Selection.OfChannel(call.query("channel").orElse("stable")));
    }

    static int number(String text, String name) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Refusal(Refusal.Reason.BAD_REQUEST, name + " is a number, not '" + text + "'");
        }
    }

    static boolean flag(Call call, String name) {
        return call.query(name).map("true"::equals).orElse(false);
    }

    static Form form(Call call) {
        String word = call.query("form").orElse("canonical");
        return Arrays.stream(Form.values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        Refusal.Reason.BAD_REQUEST,
                        "form is canonical, preprofile, raw, edges, manifest or signature, not '" + word + "'"));
    }

    /** The profile itself, or that it is the one that the caller has. */
    static Answer answer(Call call, Artifact artifact, Form form) {
        String etag = '"' + artifact.digest() + '"';
        boolean known =
                call.header("If-None-Match").filter(tags -> matches(tags, etag)).isPresent();
        Answer answer;
        if (known || call.method().equals("HEAD")) {
            close(artifact);
            answer = known ? Answer.empty(304) : Answer.stream(200, artifact.length(), artifact::body);
        } else {
            // Whole, before the first byte is sent: what was changed in the store is not handed out.
            answer = Answer.bytes(200, artifact.bytes());
        }
        return (known ? answer : answer.with("Content-Type", contentType(form)))
                .with("ETag", etag)
                .with("X-Hone-Generation", String.valueOf(artifact.generation()))
                .with("X-Hone-App", artifact.app().value());
    }

    /** What nobody reads would keep its file open, or its connection to the store. */
    private static void close(Artifact artifact) {
        try {
            artifact.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing a profile that is not sent failed", e);
        }
    }

    /** What Go's own server makes of gzip; autopgo's clients and proxies are used to it. */
    private static String contentType(Form form) {
        return form == Form.CANONICAL || form == Form.RAW ? "application/x-gzip" : form.contentType();
    }

    /** Whether the tags of an {@code If-Match} or {@code If-None-Match} name this one; what a proxy made weak counts too. */
    static boolean matches(String tags, String etag) {
        return Arrays.stream(tags.split(","))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }
}
