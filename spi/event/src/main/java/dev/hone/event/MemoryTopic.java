package dev.hone.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A topic in memory: the queues into which what is sent goes. */
final class MemoryTopic {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, MemoryQueue> shared = new HashMap<>();
    private final List<MemoryQueue> own = new ArrayList<>();
    private final String name;

    MemoryTopic(String name) {
        this.name = name;
    }

    /** Puts a message into each queue, or into none when one of them is full. */
    void send(Message message) {
        lock.lock();
        try {
            List<MemoryQueue> queues = new ArrayList<>(shared.values());
            queues.addAll(own);
            for (MemoryQueue queue : queues) {
                if (queue.isFull()) {
                    throw new EventException(
                            EventError.FULL,
                            "mem://" + name + " holds as many messages as it may; try again when some were read");
                }
            }
            // Only senders add, and they hold the lock: what had room still has it.
            queues.forEach(queue -> queue.add(message));
        } finally {
            lock.unlock();
        }
    }

    /** The queue of this name, which stays; or one that is the caller's alone. The first to ask decides how it is. */
    MemoryQueue queue(MemorySettings settings, EventSurroundings surroundings) {
        lock.lock();
        try {
            if (!settings.queue().isEmpty()) {
                return shared.computeIfAbsent(
                        settings.queue(), queue -> new MemoryQueue(settings, surroundings.clock()));
            }
            MemoryQueue queue = new MemoryQueue(settings, surroundings.clock());
            own.add(queue);
            return queue;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a queue if it was its reader's alone. */
    void leave(MemoryQueue queue) {
        lock.lock();
        try {
            own.remove(queue);
        } finally {
            lock.unlock();
        }
    }
}
