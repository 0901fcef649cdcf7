package dev.hone.cache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that says what a test wants it to say. The real one is asked in test/e2e. */
final class ScriptedPorter extends Process {
    private static final String CLOSED = "";

    // A channel would be closed by an interrupt of who writes, which the stream of a process is not.
    private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
    private final OutputStream toOrders = new Orders();
    // Those of java.io mind that the thread that wrote has ended.
    private final OutputStream said;
    private final InputStream answers;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** What it does with a line. */
    @FunctionalInterface
    interface Script {
        void on(String line, ScriptedPorter porter) throws IOException;
    }

    ScriptedPorter(Script script) throws IOException {
        Pipe back = Pipe.open();
        said = Channels.newOutputStream(back.sink());
        answers = Channels.newInputStream(back.source());
        Thread.ofPlatform().daemon().start(() -> run(script));
    }

    private void run(Script script) {
        try {
            for (String line = orders.take(); !line.equals(CLOSED) && over.getCount() > 0; line = orders.take()) {
                heard.add(line);
                script.on(line, this);
            }
        } catch (IOException | InterruptedException e) {
            heard.add("failed: " + e);
        } finally {
            destroy();
        }
    }

    /** What it was told. */
    List<String> heard() {
        return heard;
    }

    /** Says a line, with {@code ID} and {@code FILE} being those of an order. */
    synchronized void say(String order, String line) throws IOException {
        String answer = line.replace("ID", field(order, "\"id\":([0-9]+)")).replace('\'', '"');
        said.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
        said.flush();
    }

    static String file(String order) {
        return field(order, "\"file\":\"([^\"]+)\"");
    }

    private static String field(String order, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(order);
        return matcher.find() ? matcher.group(1) : "0";
    }

    @Override
    public OutputStream getOutputStream() {
        return toOrders;
    }

    @Override
    public InputStream getInputStream() {
        return answers;
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
        over.await();
        return 0;
    }

    @Override
    public int exitValue() {
        if (over.getCount() > 0) {
            throw new IllegalThreadStateException("it has not ended");
        }
        return 0;
    }

    @Override
    public void destroy() {
        try {
            said.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        over.countDown();
        orders.add(CLOSED);
    }

    /** What it hears from, a line each. */
    private final class Orders extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public void write(int letter) throws IOException {
            if (over.getCount() == 0) {
                throw new IOException("nobody reads");
            }
            if (letter == '\n') {
                orders.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(letter);
            }
        }

        @Override
        public void close() {
            orders.add(CLOSED);
        }
    }
}
