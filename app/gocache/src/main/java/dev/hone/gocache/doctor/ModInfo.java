package dev.hone.gocache.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes apart what go stamps into a main package: one input of its key, of which a line or two differ. */
final class ModInfo {
    private ModInfo() {}

    /** A change as it is, or the changes it is made of. */
    static List<Changed> expand(Changed changed) {
        if (!changed.what().equals("modinfo")) {
            return List.of(changed);
        }
        Map<String, String> before = lines(changed.before());
        Map<String, String> after = lines(changed.after());
        List<Changed> all = new ArrayList<>();
        before.forEach((what, value) -> {
            String other = after.getOrDefault(what, "");
            if (!value.equals(other)) {
                all.add(new Changed(changed.name(), what, value, other));
            }
        });
        after.forEach((what, value) -> {
            if (!before.containsKey(what)) {
                all.add(new Changed(changed.name(), what, "", value));
            }
        });
        return all.isEmpty() ? List.of(changed) : all;
    }

    /** Quoted twice: as a text in the input, and as an input in what go says. */
    private static Map<String, String> lines(String text) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : HashLine.plain(HashLine.plain(text)).split("\n", -1)) {
            String[] words = line.split("\t", 3);
            String what = words[0];
            String value = line;
            if (what.equals("build") && words.length > 1) {
                int equals = words[1].indexOf('=');
                what = equals < 0 ? words[1] : words[1].substring(0, equals);
                value = words[1] + (words.length > 2 ? "\t" + words[2] : "");
            } else if (what.equals("dep") && words.length > 1) {
                what = "dep " + words[1];
            }
            lines.put(what, value.replace('\t', ' '));
        }
        return lines;
    }
}
