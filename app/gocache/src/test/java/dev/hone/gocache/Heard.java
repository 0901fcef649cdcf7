package dev.hone.gocache;

import dev.hone.cache.Answered;
import dev.hone.cache.Brought;
import dev.hone.cache.CacheListener;
import dev.hone.cache.RemoteCall;
import dev.hone.cache.Source;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** Notes what a cache tells. */
final class Heard implements CacheListener {
    private final ConcurrentMap<Source, LongAdder> answers = new ConcurrentHashMap<>();
    private final List<Brought> brought = new CopyOnWriteArrayList<>();
    private final List<RemoteCall> calls = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    @Override
    public void onGet(Answered answered) {
        answers.computeIfAbsent(answered.source(), source -> new LongAdder()).increment();
    }

    @Override
    public void onBrought(Brought so) {
        brought.add(so);
    }

    @Override
    public void onRemote(RemoteCall call) {
        calls.add(call);
    }

    @Override
    public void onWarning(String what) {
        warnings.add(what);
    }

    @Override
    public void onTrouble(String what) {
        troubles.add(what);
    }

    /** How many answers were from there, of those that are not forgotten. */
    long count(Source source) {
        LongAdder count = answers.get(source);
        return count == null ? 0 : count.sum();
    }

    void forgetAnswers() {
        answers.clear();
    }

    /** What was brought for each build that had something brought. */
    List<Brought> brought() {
        return brought;
    }

    List<RemoteCall> calls() {
        return calls;
    }

    List<String> warnings() {
        return warnings;
    }

    List<String> troubles() {
        return troubles;
    }
}
