package dev.hone.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GateTest {
    @Test
    void tooMuch_halvesWhatIsInside_andDownToOne() throws InterruptedException {
        Gate gate = new Gate(256);
        for (int i = 0; i < 8; i++) {
            gate.enter();
        }

        gate.tooMuch();
        assertThat(gate.limit()).isEqualTo(4);
        for (int i = 0; i < 10; i++) {
            gate.tooMuch();
        }
        assertThat(gate.limit()).isEqualTo(1);
    }

    @Test
    void wentWell_growsBackSlowly_andNotBeyondTheMost() {
        Gate gate = new Gate(3);
        gate.tooMuch();
        assertThat(gate.limit()).isEqualTo(1);

        gate.wentWell();
        assertThat(gate.limit()).isEqualTo(2);
        gate.wentWell();
        assertThat(gate.limit()).isEqualTo(2);
        gate.wentWell();
        assertThat(gate.limit()).isEqualTo(3);
        for (int i = 0; i < 10; i++) {
            gate.wentWell();
        }
        assertThat(gate.limit()).isEqualTo(3);
    }
}
