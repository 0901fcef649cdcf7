package dev.hone.collect;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the profiles that OpenTelemetry's collectors and agents export, and writes each as pprof. */
/*
 * open-telemetry/opentelemetry-proto 1.11.0 (2026-07-21); the package is v1development, so that later ones may differ.
 * 1. collector/profiles/v1development/profiles_service.proto: ExportProfilesServiceRequest{1 resource_profiles, 2 dictionary}.
 * 2. profiles/v1development/profiles.proto: ResourceProfiles{1 resource, 2 scope_profiles}, ScopeProfiles{2 profiles},
 *    ProfilesDictionary{1 mappings, 2 locations, 3 functions, 5 strings, 7 stacks}. Entry 0 of each table means none.
 * 3. resource.proto and common.proto: Resource{1 attributes}, KeyValue{1 key, 2 value, 3 key_strindex},
 *    AnyValue{1 string_value, 8 string_value_strindex}.
 * The dictionary may stand behind what refers to it, so the body is walked twice. A stack may be meant by many samples: what is
 * written is bounded, whatever the body's size.
 */
final class OtlpRequest {
    /** The most that is written, over all profiles of a body. */
    static final int LARGEST = 64 << 20;

    private final byte[] body;
    private final OtlpDictionary dictionary;
    private final SeriesList list = new SeriesList();
    private int room = LARGEST;

    private OtlpRequest(byte[] body) {
        this.body = body;
        dictionary = new OtlpDictionary(body);
    }

    static List<PushedProfile> read(byte[] body) {
        return new OtlpRequest(body).profiles();
    }

    private List<PushedProfile> profiles() {
        ProtoFields first = ProtoFields.of(body);
        while (first.next()) {
            if (first.isBytes(2)) {
                dictionary.read(first.message());
            }
        }
        ProtoFields second = ProtoFields.of(body);
        while (second.next()) {
            if (second.isBytes(1)) {
                resource(second.message());
            }
        }
        return list.profiles();
    }

    private void resource(ProtoFields message) {
        SeriesList.Series series = list.begin();
        while (message.next()) {
            if (message.isBytes(1)) {
                attributes(message.message(), series);
            } else if (message.isBytes(2)) {
                scope(message.message(), series);
            }
        }
        series.end();
    }

    private void attributes(ProtoFields resource, SeriesList.Series series) {
        while (resource.next()) {
            if (resource.isBytes(1)) {
                attribute(resource.message(), series);
            }
        }
    }

    private void attribute(ProtoFields pair, SeriesList.Series series) {
        String key = "";
        String value = "";
        while (pair.next()) {
            if (pair.isBytes(1)) {
                key = pair.text();
            } else if (pair.isBytes(2)) {
                value = value(pair.message());
            } else if (pair.isNumber(3) && pair.number() != 0) {
                key = text(pair.number());
            }
        }
        series.label(key, value);
    }

    private String value(ProtoFields any) {
        String value = "";
        while (any.next()) {
            if (any.isBytes(1)) {
                value = any.text();
            } else if (any.isNumber(8)) {
                value = text(any.number());
            }
        }
        return value;
    }

    private String text(long index) {
        return new String(dictionary.strings().content(index), StandardCharsets.UTF_8);
    }

    private void scope(ProtoFields message, SeriesList.Series series) {
        while (message.next()) {
            if (message.isBytes(2)) {
                byte[] profile = new OtlpProfile(dictionary, room).pprof(message.message());
                room -= profile.length;
                series.sample(profile);
            }
        }
    }
}
