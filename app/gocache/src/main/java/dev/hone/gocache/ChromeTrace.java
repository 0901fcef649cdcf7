package dev.hone.gocache;

import dev.hone.cache.RemoteCall.Operation;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes traces of builds as Chrome's trace events, which Perfetto and chrome://tracing show.
 *
 * <p>Each build is two processes, what go asked and what the shared store was asked, with as many threads as were at it at the same
 * time. Several builds begin at the same moment, so that they can be compared. The format is "Trace Event Format", its JSON objects.
 */
final class ChromeTrace implements AutoCloseable {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private static final Comparator<TraceEvent> ORDER =
            Comparator.comparingLong(TraceEvent::begun).thenComparing(TraceEvent::ended, Comparator.reverseOrder());

    /** The thread of the command itself, before those of its gets. Perfetto has a meaning of its own for 0. */
    private static final int COMMAND = 1;

    private final JsonGenerator json;

    private ChromeTrace(OutputStream to) {
        this.json = JSON.createGenerator(ObjectWriteContext.empty(), to);
    }

    /** A build that is written. */
    record Build(BuildReport report, BuildTrace trace) {}

    /** Writes all of them; the stream stays the caller's. */
    static void write(List<Build> builds, OutputStream to) throws IOException {
        try (ChromeTrace trace = new ChromeTrace(to)) {
            trace.write(builds);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private void write(List<Build> builds) {
        json.writeStartObject();
        json.writeStringProperty("displayTimeUnit", "ms");
        json.writeName("otherData").writeStartObject();
        json.writeStringProperty("made by", "hone cache report --trace");
        long beyond = builds.stream().mapToLong(build -> build.trace().beyond()).sum();
        if (beyond > 0) {
            json.writeNumberProperty("events that there was no room for", beyond);
        }
        json.writeEndObject();
        json.writeName("traceEvents").writeStartArray();
        for (int i = 0; i < builds.size(); i++) {
            String title =
                    builds.size() == 1 ? "" : title(builds.get(i).report().facts()) + ": ";
            write(builds.get(i), title, 2 * i + 1);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static String title(BuildReport.Facts facts) {
        return words(facts) + " of " + facts.begun();
    }

    private static String words(BuildReport.Facts facts) {
        return facts.command().isEmpty() ? "a go command" : facts.command();
    }

    private void write(Build build, String title, int process) {
        List<TraceEvent.Get> gets = sorted(build, TraceEvent.Get.class);
        List<TraceEvent.Call> calls = sorted(build, TraceEvent.Call.class);
        process(process, title + "go asks");
        command(build, gets, process);
        Lanes asking = new Lanes();
        for (TraceEvent.Get get : gets) {
            write(get, process, COMMAND + asking.of(get.begun(), get.ended()));
        }
        threads(process, COMMAND, "get", asking.count());
        if (!calls.isEmpty()) {
            process(process + 1, title + "the shared store");
            Lanes requests = new Lanes();
            for (TraceEvent.Call call : calls) {
                write(call, process + 1, requests.of(call.begun(), call.ended()));
            }
            threads(process + 1, 0, "request", requests.count());
        }
    }

    private static <T extends TraceEvent> List<T> sorted(Build build, Class<T> kind) {
        Stream<T> events = build.trace().events().filter(kind::isInstance).map(kind::cast);
        return events.sorted(ORDER).toList();
    }

    private void process(int process, String name) {
        meta("process_name", process, COMMAND, "name", name);
        begin("process_sort_index", "M", process, COMMAND);
        json.writeName("args").writeStartObject();
        json.writeNumberProperty("sort_index", process);
        end();
    }

    private void thread(int process, int thread, String name) {
        meta("thread_name", process, thread, "name", name);
    }

    private void threads(int process, int before, String name, int count) {
        for (int lane = 1; lane <= count; lane++) {
            thread(process, before + lane, name + " " + lane);
        }
    }

    private void meta(String what, int process, int thread, String key, String value) {
        begin(what, "M", process, thread);
        json.writeName("args").writeStartObject();
        json.writeStringProperty(key, value);
        end();
    }

    private void command(Build build, List<TraceEvent.Get> gets, int process) {
        BuildReport report = build.report();
        BuildReport.Facts facts = report.facts();
        long took = report.took().toNanos() / 1000;
        long greeting = Math.min(took, greeting(build));
        long waited = Math.min(took - greeting, waited(gets));
        thread(process, COMMAND, "the go command");
        complete(words(facts), process, COMMAND, 0, took);
        json.writeName("args").writeStartObject();
        json.writeStringProperty("begun", facts.begun().toString());
        json.writeStringProperty("folder", facts.folder());
        json.writeStringProperty("shared store", facts.store().isEmpty() ? "none" : facts.store());
        json.writeNumberProperty("asked", report.asked());
        json.writeNumberProperty("hits", report.hits());
        json.writeStringProperty("waited for an answer", span(waited));
        json.writeStringProperty("waited for none, so it worked itself", span(took - greeting - waited));
        end();
        if (greeting > 0) {
            complete("finding or starting the daemon", process, COMMAND, 0, greeting);
            json.writeEndObject();
        }
    }

    /** How long it took until a daemon had heard of it; go may have waited for that, or not have asked yet. */
    private static long greeting(Build build) {
        return build.report().facts().by().equals("direct")
                ? 0
                : sorted(build, TraceEvent.Greeting.class).stream()
                        .mapToLong(TraceEvent::took)
                        .max()
                        .orElse(0);
    }

    /** How long at least one was waited for. */
    private static long waited(List<TraceEvent.Get> gets) {
        long waited = 0;
        long until = 0;
        for (TraceEvent.Get get : gets) {
            waited += Math.max(0, get.ended() - Math.max(until, get.begun()));
            until = Math.max(until, get.ended());
        }
        return waited;
    }

    private static String span(long micros) {
        return ReportWords.span(Duration.ofMillis(micros / 1000));
    }

    private void write(TraceEvent.Get get, int process, int thread) {
        complete(ReportWords.of(get.source()), process, thread, get.begun(), get.took());
        json.writeName("args").writeStartObject();
        json.writeStringProperty("action", name(get.name()));
        json.writeStringProperty("answer", get.source().isHit() ? "hit" : "miss");
        json.writeNumberProperty("bytes", get.size());
        end();
    }

    private void write(TraceEvent.Call call, int process, int thread) {
        complete(what(call.operation()), process, thread, call.begun(), call.took());
        json.writeName("args").writeStartObject();
        json.writeStringProperty("name", name(call.name()));
        json.writeStringProperty("outcome", call.outcome().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("bytes over the network", call.stored());
        end();
        if (call.operation() != Operation.INLINED && call.answered() < call.took()) {
            part("waiting for the answer", call, 0, call.answered(), process, thread);
        }
        if (call.stored() > 0) {
            part("bytes coming, unpacked as they come", call, call.answered(), call.came(), process, thread);
            part("unpacking the rest, keeping it", call, call.came(), call.took(), process, thread);
        }
    }

    private void part(String name, TraceEvent.Call of, long from, long to, int process, int thread) {
        if (from < to) {
            complete(name, process, thread, of.begun() + from, Math.min(to, of.took()) - from);
            json.writeEndObject();
        }
    }

    private static String what(Operation operation) {
        return switch (operation) {
            case GET -> "fetch a result";
            case PUT -> "bring a result";
            case PLAN -> "fetch what such builds used (manifest)";
            case PACK -> "fetch a pack of results";
            case INLINED -> "unpack results that came in the manifest";
        };
    }

    private static String name(long bytes) {
        return HexFormat.of().toHexDigits(bytes);
    }

    private void complete(String name, int process, int thread, long begun, long took) {
        begin(name, "X", process, thread);
        json.writeNumberProperty("ts", begun);
        json.writeNumberProperty("dur", took);
    }

    private void begin(String name, String phase, int process, int thread) {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeStringProperty("ph", phase);
        json.writeNumberProperty("pid", process);
        json.writeNumberProperty("tid", thread);
    }

    /** Of what it has further, and of the event. */
    private void end() {
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public void close() {
        json.close();
    }
}
