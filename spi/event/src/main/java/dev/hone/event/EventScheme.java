package dev.hone.event;

import dev.hone.base.ServiceUrl;

/** Opens the buses of one URL scheme; each plug that has buses offers one. */
public interface EventScheme {
    /** What comes before {@code ://}. */
    String name();

    /**
     * Makes a writer, and calls nobody yet.
     *
     * @throws EventException or {@code ConfigurationException} when the URL makes no sense
     */
    EventWriter writer(ServiceUrl url, EventSurroundings surroundings);

    /**
     * Makes a reader, and calls nobody yet.
     *
     * @throws EventException or {@code ConfigurationException} when the URL makes no sense
     */
    EventReader reader(ServiceUrl url, EventSurroundings surroundings);
}
