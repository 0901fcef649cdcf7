package dev.hone.oracle;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A running oracle for one verb: one request in, one answer out, in order.
 *
 * <p>The frames and verbs are described in the README of this module. Not for use by several threads.
 */
final class Oracle implements AutoCloseable {
    private static final int FINE = 0;
    private static final int REFUSED = 1;

    private final String verb;
    private final Process process;
    private final DataOutputStream requests;
    private final DataInputStream answers;

    private Oracle(String verb, Process process) {
        this.verb = verb;
        this.process = process;
        this.requests = new DataOutputStream(process.getOutputStream());
        this.answers = new DataInputStream(process.getInputStream());
    }

    static Oracle start(String verb) {
        ProcessBuilder builder =
                new ProcessBuilder(OracleBinary.path().toString(), verb).redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return new Oracle(verb, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("starting the oracle for " + verb, e);
        }
    }

    /** What google/pprof made of a request. */
    sealed interface Answer {
        /** The result: bytes, each as the Latin-1 character of that number. */
        record Fine(String latin1) implements Answer {
            byte[] bytes() {
                return latin1.getBytes(StandardCharsets.ISO_8859_1);
            }
        }

        /** The library returned an error. */
        record Refused(String reason) implements Answer {}

        /** The library panicked, which tells nothing about the input. */
        record Panicked(String where) implements Answer {}
    }

    Answer ask(byte[] request) {
        try {
            requests.writeInt(request.length);
            requests.write(request);
            requests.flush();
            byte[] answer = new byte[answers.readInt()];
            answers.readFully(answer);
            return answer(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("the oracle for " + verb + " went away", e);
        }
    }

    private static Answer answer(byte[] frame) {
        byte[] bytes = Arrays.copyOfRange(frame, 1, frame.length);
        return switch (frame[0]) {
            case FINE -> new Answer.Fine(new String(bytes, StandardCharsets.ISO_8859_1));
            case REFUSED -> new Answer.Refused(new String(bytes, StandardCharsets.UTF_8));
            default -> new Answer.Panicked(new String(bytes, StandardCharsets.UTF_8));
        };
    }

    /** Ends the process: it stops when there are no more requests. */
    @Override
    public void close() {
        try {
            requests.close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("stopping the oracle for " + verb, e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
