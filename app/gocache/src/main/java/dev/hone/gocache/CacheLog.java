package dev.hone.gocache;

import dev.hone.cache.Answered;
import dev.hone.cache.Brought;
import dev.hone.cache.CacheListener;
import dev.hone.cache.RemoteCall;
import java.util.function.Consumer;

/**
 * Tells what a cache has to tell, line by line: what a person can mend in any case, what builds do not notice to who wants to
 * know.
 */
final class CacheLog implements CacheListener {
    private final boolean all;
    private final Consumer<String> lines;
    private final CacheListener next;

    /** Tells also {@code next}, which counts. */
    CacheLog(String level, Consumer<String> lines, CacheListener next) {
        this.all = level.equals("debug") || level.equals("info");
        this.lines = lines;
        this.next = next;
    }

    @Override
    public void onGet(Answered answered) {
        next.onGet(answered);
    }

    @Override
    public void onBrought(Brought brought) {
        next.onBrought(brought);
    }

    @Override
    public void onPut(long size) {
        next.onPut(size);
    }

    @Override
    public void onOffered() {
        next.onOffered();
    }

    @Override
    public void onSettled(RemoteCall.Outcome outcome, long sent) {
        next.onSettled(outcome, sent);
    }

    @Override
    public void onRemote(RemoteCall call) {
        next.onRemote(call);
    }

    @Override
    public void onWarning(String what) {
        lines.accept("hone cache: " + what);
        next.onWarning(what);
    }

    @Override
    public void onTrouble(String what) {
        if (all) {
            lines.accept("hone cache: " + what);
        }
        next.onTrouble(what);
    }
}
