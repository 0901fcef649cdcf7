package dev.hone.targets;

import dev.hone.base.TaskScope;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * How long a source of targets may take for one look, and what happens when it takes longer.
 *
 * @param source what messages call it
 * @param most at most a minute
 */
public record LookLimit(String source, Duration most) {
    /** What a source takes that nobody configured otherwise. */
    public static final Duration USUAL = Duration.ofSeconds(30);

    /** Looks in a thread of its own, which is interrupted when it takes too long or when who waits is interrupted. */
    public <T> T within(TaskScope.Task<T> look) {
        try (TaskScope scope =
                new TaskScope(Thread.ofVirtual().name(source + "-look").factory())) {
            TaskScope.Fork<T> fork = scope.fork(look);
            scope.join(most);
            return fork.result();
        } catch (TimeoutException e) {
            throw new TargetException(
                    TargetError.UNAVAILABLE, source + " did not say what there is within " + most.toMillis() + "ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetException(TargetError.INTERRUPTED, "interrupted while " + source + " was asked", e);
        }
    }
}
