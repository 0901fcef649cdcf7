package dev.hone.kit;

import org.junit.jupiter.api.Timeout;

/**
 * Holds an implementation to what {@link dev.hone.event.EventWriter}, {@link dev.hone.event.EventReader} and
 * {@link dev.hone.event.Delivery} say. A test class of the implementation extends this and gives each test a topic and a
 * queue that are empty; what the bus's traits leave out must then fail cleanly.
 */
@Timeout(120)
public abstract class EventBusContract implements EventSending, EventReceiving, EventRedelivering, EventSharing {}
