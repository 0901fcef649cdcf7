package dev.hone.event;

import dev.hone.base.Component;
import java.util.Set;

/**
 * Sends messages to one topic of a bus.
 *
 * <p>What follows holds for every implementation; {@code EventBusContract} in {@code test/kit} is the same text as tests.
 *
 * <ul>
 *   <li><b>Sent.</b> When {@link #send} returns, the bus has the message. A bus without {@link EventTrait#DURABLE} may have
 *       given it to nobody, since nobody listened.
 *   <li><b>Failed.</b> All failures are {@link EventException}s; {@link EventError#retryable} says which may pass by
 *       themselves. A message whose sending failed may have been sent all the same.
 *   <li><b>Retried.</b> A message that is sent twice may arrive twice: whoever reads must not mind.
 *   <li><b>Ordered.</b> Messages that one thread sends one after the other are in that order, as far as
 *       {@link EventTrait#ORDERED_BY_KEY} goes. Those of several threads are in some order.
 *   <li><b>Interrupted.</b> A thread that is interrupted while it waits gets {@link EventError#INTERRUPTED}, and stays
 *       marked as interrupted.
 *   <li><b>Closed.</b> Sending after {@link #close} is {@link EventError#CLOSED}. What was sent before still arrives.
 * </ul>
 */
public interface EventWriter extends Component {
    /** What of the contract this bus keeps that not every bus can. Does not change, and asks nobody. */
    Set<EventTrait> traits();

    /** Hands a message to the bus, and returns when the bus has it. */
    void send(Message message);
}
