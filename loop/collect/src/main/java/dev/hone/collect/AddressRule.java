package dev.hone.collect;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps the scraper from being sent where only the machine itself should look: a cloud's metadata, and whatever else is
 * link-local. Whoever may write targets must not read credentials through us.
 */
final class AddressRule {
    private static final Set<String> METADATA_HOSTS = Set.of("metadata", "metadata.google.internal", "instance-data");
    /** Of clouds whose metadata are not at a link-local address: Alibaba, Oracle, AWS by version 6. */
    private static final Set<String> METADATA = Set.of("100.100.100.200", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254");

    private final boolean linkLocal;
    private final Resolver resolver;

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    AddressRule(boolean linkLocal, Resolver resolver) {
        this.linkLocal = linkLocal;
        this.resolver = resolver;
    }

    /** The rule with names as this machine resolves them. */
    static AddressRule of(boolean linkLocal) {
        return new AddressRule(linkLocal, host -> List.of(InetAddress.getAllByName(host)));
    }

    /** Ends the attempt unless the host may be asked. Every address of a name counts. */
    void check(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        if (!linkLocal && METADATA_HOSTS.contains(name)) {
            throw forbidden(host, "it is where a cloud tells its metadata");
        }
        try {
            for (InetAddress address : resolver.resolve(unbracketed(name))) {
                check(host, embedded(address));
            }
        } catch (UnknownHostException e) {
            throw new Missed(Outcome.UNREACHABLE, "the name " + host + " is not known here");
        }
    }

    private void check(String host, InetAddress address) {
        String text = address.getHostAddress();
        if (address.isMulticastAddress()) {
            throw forbidden(host, text + " is no address of an instance");
        }
        if (!linkLocal && (address.isLinkLocalAddress() || METADATA.contains(text))) {
            throw forbidden(host, text + " is link-local or tells a cloud's metadata; --allow-link-local allows it");
        }
    }

    private static Missed forbidden(String host, String reason) {
        return new Missed(Outcome.FORBIDDEN_ADDRESS, host + " is not asked: " + reason);
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The address of version 4 that one of version 6 stands for: compatible, or behind NAT64. */
    private static InetAddress embedded(InetAddress address) throws UnknownHostException {
        if (address instanceof Inet6Address six) {
            byte[] bytes = six.getAddress();
            boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == (byte) 0xff && bytes[3] == (byte) 0x9b;
            if (nat64 || (six.isIPv4CompatibleAddress() && !six.isLoopbackAddress() && !six.isAnyLocalAddress())) {
                return Inet4Address.getByAddress(new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]});
            }
        }
        return address;
    }
}
