package dev.hone.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that says what a test wants it to say. The real one is asked in test/e2e. */
final class ScriptedPorter extends Process {
    private static final int ROOM = 1 << 16;

    private final PipedInputStream orders = new PipedInputStream(ROOM);
    private final PipedOutputStream toOrders;
    private final PipedOutputStream said = new PipedOutputStream();
    private final PipedInputStream answers;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** What it does with a line. */
    @FunctionalInterface
    interface Script {
        void on(String line, ScriptedPorter porter) throws IOException;
    }

    ScriptedPorter(Script script) throws IOException {
        toOrders = new PipedOutputStream(orders);
        answers = new PipedInputStream(said, ROOM);
        Thread.ofPlatform().daemon().start(() -> run(script));
    }

    private void run(Script script) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(orders, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.add(line);
                script.on(line, this);
            }
        } catch (IOException e) {
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
            orders.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        over.countDown();
    }
}
