package dev.hone.cache;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What this process knows of the shared store without asking: what is there, and what is there and no good. For any thread. */
final class Knowledge {
    /** Some megabytes; what was longest unused is forgotten, and then costs a request. */
    private static final int MOST = 1 << 16;

    private final Map<ActionId, OutputId> there = Collections.synchronizedMap(new Newest<>());
    private final Set<ActionId> spoiled = Collections.newSetFromMap(Collections.synchronizedMap(new Newest<>()));

    /** The result of this action has been seen or put there. */
    void isThere(ActionId action, OutputId output) {
        there.put(action, output);
        spoiled.remove(action);
    }

    /** What stands there under this action is not to be used. */
    void isSpoiled(ActionId action) {
        there.remove(action);
        spoiled.add(action);
    }

    boolean has(ActionId action, OutputId output) {
        return output.equals(there.get(action));
    }

    /** Whether what is there must not be left there. */
    boolean mustReplace(ActionId action) {
        return spoiled.contains(action);
    }

    private static final class Newest<V> extends LinkedHashMap<ActionId, V> {
        private static final long serialVersionUID = 1;

        Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ActionId, V> eldest) {
            return size() > MOST;
        }
    }
}
