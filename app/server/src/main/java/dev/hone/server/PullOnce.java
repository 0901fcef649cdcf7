package dev.hone.server;

import dev.hone.collect.CollectListener;
import dev.hone.collect.Outcome;
import dev.hone.collect.Puller;
import dev.hone.collect.Window;
import dev.hone.command.ExitCode;
import dev.hone.command.Terminal;
import dev.hone.intake.Intake;

/** Pulls one window, says what came of it, and ends: {@code --once}. */
final class PullOnce {
    private PullOnce() {}

    /** Takes over the intake. */
    static ExitCode run(Pulling.Wanted wanted, Intake intake, World world, Terminal terminal) {
        try (intake;
                Pulling pulling = new Pulling(wanted, intake, world, CollectListener.NONE)) {
            Thread ending = Thread.ofVirtual().name("ending").start(() -> endWhenAsked(world, pulling));
            Puller.Pulled pulled = pulling.once();
            ending.interrupt();
            return told(wanted, pulled, terminal);
        }
    }

    private static void endWhenAsked(World world, Pulling pulling) {
        try {
            world.asked().await();
            pulling.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExitCode told(Pulling.Wanted wanted, Puller.Pulled pulled, Terminal terminal) {
        Window window = pulled.window();
        String span =
                window.start() + " to " + window.end() + " of " + wanted.store().name();
        if (pulled.outcome() == Outcome.DELIVERED) {
            terminal.print("handed in what was recorded from " + span + ", as "
                    + wanted.settings().app() + '\n');
            return ExitCode.FINE;
        }
        if (pulled.outcome() == Outcome.NOTHING) {
            terminal.print("there is nothing from " + span + '\n');
            return ExitCode.NO;
        }
        terminal.complain(
                "hone: nothing was handed in from " + span + ": " + Terminal.visible(pulled.message()) + '\n');
        return ExitCode.FAILED;
    }
}
