package dev.hone.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that says what a test wants it to say. The real one is asked in test/e2e. */
final class ScriptedPorter extends Process {
    // Those of java.io mind that the thread that wrote has ended.
    private final InputStream orders;
    private final OutputStream toOrders;
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
        Pipe there = Pipe.open();
        orders = Channels.newInputStream(there.source());
        toOrders = Channels.newOutputStream(there.sink());
        Pipe back = Pipe.open();
        said = Channels.newOutputStream(back.sink());
        answers = Channels.newInputStream(back.source());
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
