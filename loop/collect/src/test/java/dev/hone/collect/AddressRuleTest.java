package dev.hone.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRuleTest {
    private static AddressRule rule(boolean linkLocal, String... addresses) {
        return new AddressRule(linkLocal, host -> {
            List<InetAddress> all = new ArrayList<>();
            for (String address : addresses) {
                all.add(InetAddress.getByName(address));
            }
            return all;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "fd00:ec2::254",
                "100.100.100.200",
                "224.0.0.1"
            })
    void anAddressThatPointsInside_isNotAsked(String address) {
        assertThatThrownBy(() -> rule(false, "10.0.0.1", address).check("pod.example"))
                .isInstanceOfSatisfying(
                        Missed.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.FORBIDDEN_ADDRESS))
                .hasMessageContaining("pod.example is not asked");
    }

    /** As they stand in an address, where the machine's own resolver reads them. */
    @ParameterizedTest
    @ValueSource(
            strings = {"169.254.169.254", "2852039166", "[fe80::1]", "[::ffff:a9fe:a9fe]", "METADATA.google.internal."})
    void otherSpellings_areTheSameAddress(String host) {
        assertThatThrownBy(() -> AddressRule.of(false).check(host))
                .isInstanceOfSatisfying(
                        Missed.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.FORBIDDEN_ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "fd12::1", "192.168.0.1", "8.8.8.8"})
    void anInstancesAddress_isAsked(String address) {
        assertThatCode(() -> rule(false, address).check("pod.example")).doesNotThrowAnyException();
    }

    @Test
    void linkLocal_isAskedWhenAllowed() {
        assertThatCode(() -> rule(true, "169.254.3.4").check("printer.local")).doesNotThrowAnyException();
    }

    @Test
    void anUnknownName_isUnreachable() {
        AddressRule rule = new AddressRule(false, host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> rule.check("gone.example"))
                .isInstanceOfSatisfying(
                        Missed.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.UNREACHABLE));
    }
}
