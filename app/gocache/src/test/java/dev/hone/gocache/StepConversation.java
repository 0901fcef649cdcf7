package dev.hone.gocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cache.GoSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one go command asks of steps that have numbers: each has one result, which is known beforehand. */
final class StepConversation {
    private static final Pattern HIT =
            Pattern.compile("\"ID\":([0-9]+),[^\\n]*\"DiskPath\":\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ByteArrayOutputStream requests = new ByteArrayOutputStream();
    private final Map<Integer, Integer> gets = new HashMap<>();
    private final List<Integer> hits = new ArrayList<>();
    private String answers = "";
    private int id;
    private boolean inTurn;

    /** One that was held to its end: no answer was an error, and no result another than the step gave. */
    static StepConversation held(GoSession session, Consumer<StepConversation> steps) {
        return held(session, steps, false);
    }

    /** The same, in which nothing is asked before the last question was answered, as one thread of go does. */
    static StepConversation heldInTurn(GoSession session, Consumer<StepConversation> steps) {
        return held(session, steps, true);
    }

    private static StepConversation held(GoSession session, Consumer<StepConversation> steps, boolean inTurn) {
        StepConversation conversation = new StepConversation();
        conversation.inTurn = inTurn;
        steps.accept(conversation);
        try {
            conversation.speakTo(session);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        conversation.requireWholeOrAbsent();
        return conversation;
    }

    void put(int step) {
        byte[] body = body(step);
        say("{\"ID\":" + ++id + ",\"Command\":\"put\",\"ActionID\":\"" + action(step) + "\",\"OutputID\":\""
                + base64(sha256(body)) + "\",\"BodySize\":" + body.length + "}\n\n\"" + base64(body) + "\"\n");
    }

    void get(int step) {
        say("{\"ID\":" + ++id + ",\"Command\":\"get\",\"ActionID\":\"" + action(step) + "\"}\n\n");
        gets.put(id, step);
    }

    private void say(String request) {
        requests.writeBytes(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Says all that, and ends as go does. */
    void speakTo(GoSession session) throws IOException, InterruptedException {
        say("{\"ID\":" + ++id + ",\"Command\":\"close\"}\n\n");
        Answers out = new Answers();
        InputStream all = new ByteArrayInputStream(requests.toByteArray());
        session.serve(inTurn ? new InTurn(all, out) : all, out, Duration.ZERO);
        answers = out.text();
    }

    /** Fails when what a get was told is not what the step gave. */
    void requireWholeOrAbsent() {
        assertThat(answers).doesNotContain("\"Err\"");
        Matcher hit = HIT.matcher(answers);
        while (hit.find()) {
            Integer step = gets.get(Integer.valueOf(hit.group(1)));
            if (step != null) {
                assertThat(Path.of(hit.group(2))).hasBinaryContent(body(step));
                hits.add(step);
            }
        }
    }

    /** The steps whose results were there. */
    List<Integer> hits() {
        return hits;
    }

    /** The name of a step's result in a bucket. */
    static String key(int step) {
        return HexFormat.of().formatHex(sha256(name(step)));
    }

    /** The id of what a step gave. */
    static String output(int step) {
        return base64(sha256(body(step)));
    }

    static byte[] body(int step) {
        byte[] body = new byte[300 + step * 37 % 6000];
        new Random(step).nextBytes(body);
        return body;
    }

    private static String action(int step) {
        return base64(sha256(name(step)));
    }

    private static byte[] name(int step) {
        return ("step " + step).getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Keeps what is answered, a line each, the greeting first. */
    private static final class Answers extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Semaphore lines = new Semaphore(0);

        @Override
        public void write(int b) {
            kept.write(b);
            if (b == '\n') {
                lines.release();
            }
        }

        void awaitLine() throws IOException {
            try {
                if (!lines.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new InterruptedIOException("no answer within " + PATIENCE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    /** Gives a request when the one before is answered. */
    private static final class InTurn extends FilterInputStream {
        private final Answers answers;
        private boolean between = true;

        InTurn(InputStream requests, Answers answers) {
            super(requests);
            this.answers = answers;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (between && next == '{') {
                between = false;
                answers.awaitLine();
            } else if (next == '\n') {
                between = true;
            }
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int next = read();
            if (next < 0) {
                return -1;
            }
            buffer[offset] = (byte) next;
            return 1;
        }
    }
}
