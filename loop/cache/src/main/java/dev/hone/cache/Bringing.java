package dev.hone.cache;

import dev.hone.cache.Manifest.Entry;
import dev.hone.cache.Manifest.Form;
import dev.hone.cache.PorterLine.PackTimes;
import dev.hone.cache.PorterLine.Timetable;
import dev.hone.cache.RemoteCall.Operation;
import dev.hone.cache.RemoteCall.Outcome;
import dev.hone.cache.RemoteCall.Times;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a manifest names, on its way to the folder by a porter. */
final class Bringing implements AutoCloseable {
    /** For a porter that was told to give it up to say how far it had come. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Porter porter;
    private final Errand errand;
    private final Staged file;
    private final Manifest manifest;
    private final long begun;
    private final Map<ActionId, Form> forms = new HashMap<>();

    /**
     * Begins.
     *
     * @param errand what the porter is at
     * @param file what the manifest was read from; is removed in the end
     * @param begun when it was told so, by the clock of the cache's surroundings
     */
    Bringing(Porter porter, Errand errand, Staged file, Manifest manifest, long begun) {
        this.porter = porter;
        this.errand = errand;
        this.file = file;
        this.manifest = manifest;
        this.begun = begun;
        for (Entry entry : manifest.entries()) {
            forms.putIfAbsent(entry.action(), entry.place().form());
        }
    }

    /** What becomes of an action. */
    enum Fate {
        /** It is in the folder, or was to be. */
        HERE,
        /** It is a module index, of use on the machine that made it only. */
        INDEX,
        /** The manifest does not name it. */
        UNNAMED,
        /** It is named, and did not come, or not yet. */
        LOST
    }

    /** Waits until it is known what becomes of an action, but no longer than this; zero is for as long as it takes. */
    Fate of(ActionId action, Duration most) {
        @Nullable Form form = forms.get(action);
        if (form == null) {
            return Fate.UNNAMED;
        }
        return form == Form.NOT ? Fate.INDEX : awaited(action, most);
    }

    private Fate awaited(ActionId action, Duration most) {
        String end = porter.await(errand, action)
                .flatMap(asked -> asked.end(most))
                .map(PorterLine::end)
                .orElse("");
        // When everything has been tried the porter forgets what that was.
        return end.equals("here") || end.equals("none") ? Fate.HERE : Fate.LOST;
    }

    /** The manifest without what was found to be lost. */
    Manifest manifest() {
        return errand.isOver() ? manifest.without(errand.end().progress().lost()) : manifest;
    }

    /** Waits until all has been tried, but no longer than this; gives up what has not come, and says what has. */
    Brought end(Duration most) {
        errand.end(most);
        return end();
    }

    private Brought end() {
        close();
        return errand.end(FAREWELL)
                .map(line -> new Brought(
                        line.progress().brought(),
                        Math.max(0, line.stored()),
                        line.progress().requests(),
                        0,
                        0))
                .orElse(Brought.NOTHING);
    }

    /** Gives up what has not come yet; says what has, and, where all had to be brought, what of it a build did not ask for. */
    Brought end(Set<ActionId> used) {
        Brought brought = end();
        long named = forms.values().stream().filter(form -> form != Form.NOT).count();
        return brought.results() < named ? brought : brought.without(unused(used), wasted(used));
    }

    private long unused(Set<ActionId> used) {
        return forms.entrySet().stream()
                .filter(each -> each.getValue() != Form.NOT && !used.contains(each.getKey()))
                .count();
    }

    /** Several actions may have the same output. */
    private long wasted(Set<ActionId> used) {
        Map<OutputId, Long> wasted = new HashMap<>();
        for (Entry entry : manifest.entries()) {
            wasted.put(entry.output(), entry.place().stored());
        }
        manifest.entries().stream()
                .filter(entry -> used.contains(entry.action()))
                .map(Entry::output)
                .forEach(wasted::remove);
        return wasted.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What the store was asked for this, as far as the porter has said. For who has ended it. */
    List<RemoteCall> calls() {
        return errand.isOver() ? calls(errand.end().progress().timetable()) : List.of();
    }

    private List<RemoteCall> calls(Timetable timetable) {
        List<RemoteCall> calls = new ArrayList<>();
        if (timetable.inlined() > timetable.looked()) {
            Duration took = micros(timetable.inlined() - timetable.looked());
            calls.add(new RemoteCall(
                    Operation.INLINED,
                    new ActionId(file.output().hex()),
                    Outcome.DONE,
                    0,
                    0,
                    new Times(begun + micros(timetable.looked()).toNanos(), Duration.ZERO, Duration.ZERO, took)));
        }
        for (PackTimes pack : timetable.fetched()) {
            if (pack.pack() >= 0 && pack.pack() < manifest.packs().size()) {
                calls.add(call(pack));
            }
        }
        return calls;
    }

    private RemoteCall call(PackTimes pack) {
        Times times = pack.times(begun + micros(pack.asked()).toNanos());
        ActionId name = new ActionId(manifest.packs().get(pack.pack()).id());
        return new RemoteCall(Operation.PACK, name, pack.outcome(), 0, pack.stored(), times);
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    /** Why not all of it came, for the first that did not. */
    Optional<String> trouble() {
        return errand.end(FAREWELL)
                .filter(line -> line.isDone() && !line.text().isEmpty())
                .map(line -> "not all that this build will ask for was brought: " + line.text());
    }

    @Override
    public void close() {
        errand.close();
        file.discard();
    }
}
