package dev.hone.event;

import dev.hone.base.Component;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Receives the messages of one queue of a bus.
 *
 * <p>What follows holds for every implementation; {@code EventBusContract} in {@code test/kit} is the same text as tests.
 *
 * <ul>
 *   <li><b>From when on.</b> A reader gets what was sent after its first {@link #receive} was called, and what waited for it
 *       if the bus has {@link EventTrait#DURABLE}. It touches nothing outside before that.
 *   <li><b>Once or more.</b> With {@link EventTrait#AT_LEAST_ONCE} a message is delivered until somebody calls
 *       {@link Delivery#done}, so it may come more than once, even after it was done. Without, it comes at most once.
 *   <li><b>Who.</b> With {@link EventTrait#SHARED} a message goes to one of the queue's readers, else to each.
 *   <li><b>Waiting.</b> {@link #receive} comes back empty when nothing arrived within the time given, when the thread is
 *       interrupted (it stays marked) and when the reader is closed meanwhile.
 *   <li><b>Failed.</b> When the bus is away for a moment, {@link #receive} goes on waiting where the bus can tell that it
 *       is, and else throws an {@link EventException}; it may always be called again. A message that was received and
 *       whose {@link Delivery#done} fails may come again.
 *   <li><b>Closed.</b> {@link #close} gives back what is not done, which comes again soon if the bus has
 *       {@link EventTrait#AT_LEAST_ONCE}. A later {@link #receive} is {@link EventError#CLOSED}; a later
 *       {@link Delivery#done} counts if the bus can still be told, and is no failure.
 * </ul>
 */
public interface EventReader extends Component {
    /** What of the contract this bus keeps that not every bus can. Does not change, and asks nobody. */
    Set<EventTrait> traits();

    /** The next message; empty when there is none within {@code longest}, to which the bus may add what it takes to ask. */
    Optional<Delivery> receive(Duration longest);
}
