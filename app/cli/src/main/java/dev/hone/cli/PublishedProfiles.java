package dev.hone.cli;

import dev.hone.cli.remote.Answer;
import dev.hone.cli.remote.RemoteError;
import dev.hone.cli.remote.RemoteException;
import dev.hone.cli.remote.Request;
import dev.hone.cli.remote.Server;
import dev.hone.gopgo.Digests;
import dev.hone.gopgo.EdgeMap;
import dev.hone.gopgo.GoProfileException;
import dev.hone.gopgo.GoRelease;
import dev.hone.gopgo.ProfileEdges;
import dev.hone.profile.ProfileException;
import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Gets published profiles from a server, and takes nothing for one that is none. */
/*
 * The entity tag of a form is the SHA-256 of its bytes. So what a file holds says which tag to ask with, and nothing has to be
 * remembered beside it. A server that tags otherwise, or not at all, sends everything; then the bytes are compared.
 */
record PublishedProfiles(Server server) {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    /** One profile in the form that was asked for. */
    static final class Found {
        private final byte[] content;
        private final boolean same;
        private final int generation;
        private final String app;

        private Found(byte[] content, boolean same, int generation, String app) {
            this.content = content;
            this.same = same;
            this.generation = generation;
            this.app = app;
        }

        byte[] content() {
            return content.clone();
        }

        /** Whether it is what was there before. */
        boolean same() {
            return same;
        }

        /** Its number; 0 when the server did not say. */
        int generation() {
            return generation;
        }

        /** Whose profile it is; empty when the server did not say. */
        String app() {
            return app;
        }
    }

    /**
     * Asks for one.
     *
     * @param before what is there already; empty for nothing
     * @throws RemoteException when there is none, or what came is none
     */
    Found find(Wanted wanted, byte[] before) {
        Request request = wanted.request();
        if (before.length > 0) {
            request = request.header("If-None-Match", '"' + sha256(before) + '"');
        }
        Answer answer = server.ask(request);
        // Who asks with a tag and is told that it matches has the bytes; who asks without one is told nonsense.
        boolean kept = before.length > 0 && answer.expect(OK, NOT_MODIFIED).status() == NOT_MODIFIED;
        byte[] content = kept ? before.clone() : answer.expect(OK).body();
        check(wanted, answer, content, kept);
        return new Found(
                content,
                kept || Arrays.equals(content, before),
                number(answer),
                answer.header("X-Hone-App").orElse(""));
    }

    private static void check(Wanted wanted, Answer answer, byte[] content, boolean kept) {
        if (content.length == 0) {
            throw strange("the server answered with an empty profile, which go would build with as if there were none");
        } else if (answer.header("Content-Type").orElse("").startsWith("text/html")) {
            throw strange("the server answered with a web page, not with a profile; is something in between?");
        } else if (wanted.isSpecial()
                && !kept
                && answer.header("X-Hone-Generation").isEmpty()) {
            throw strange(
                    "this server knows neither channels nor generations nor forms; is it one of autopgo? Leave these options out");
        } else if (!wanted.digest().isEmpty() && wanted.form().equals(Wanted.CANONICAL)) {
            checkDigest(wanted.digest(), content);
        }
    }

    /** A pinned build must not depend on what the server believes. */
    private static void checkDigest(String digest, byte[] content) {
        String own = sha256(content);
        if (own.startsWith(digest)) {
            return;
        }
        try {
            Digests digests = Digests.of(edges(content, GoRelease.GO_1_26));
            if (digests.compiler().startsWith(digest) || digests.decisions().startsWith(digest)) {
                return;
            }
        } catch (ProfileException | GoProfileException e) {
            throw strange("what the server sent for digest " + digest + " is no profile: " + e.getMessage());
        }
        throw strange("the server sent another profile than that with digest " + digest + ": its SHA-256 is " + own);
    }

    /** What the Go toolchain sees of a profile. */
    static EdgeMap edges(byte[] profile, GoRelease release) {
        ProfileReader reader = new ProfileReader(ProfileLimits.defaults());
        return ProfileEdges.read(
                () -> {
                    try {
                        return reader.readUnchecked(new ByteArrayInputStream(profile));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                release);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static int number(Answer answer) {
        String number = answer.header("X-Hone-Generation").orElse("");
        return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
    }

    private static RemoteException strange(String message) {
        return new RemoteException(RemoteError.STRANGE, message);
    }
}
