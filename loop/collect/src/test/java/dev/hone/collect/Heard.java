package dev.hone.collect;

import dev.hone.targets.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a listener heard, a line each. */
final class Heard implements CollectListener {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    List<String> lines() {
        return lines;
    }

    @Override
    public void looked(String source, int found, int left) {
        lines.add("found " + found + " left " + left);
    }

    @Override
    public void lookFailed(String source, String reason) {
        lines.add("failed: " + reason);
    }

    @Override
    public void ended(Target target, Outcome outcome, String message, long bytes) {
        lines.add(target.instance() + " " + outcome.word());
    }
}
