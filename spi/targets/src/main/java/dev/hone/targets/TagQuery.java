package dev.hone.targets;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What to look for where owners write tags on instances, as Consul and Nomad have them: one app, or all.
 *
 * @param app the app; empty for all
 */
public record TagQuery(String app) {
    private static final String SCRAPED = Marks.SCRAPE + "=true";
    private static final String OF_APP = Marks.APP + "=";

    /**
     * The filter by which those who keep tags are asked; with an app it is autopgo's, letter by letter.
     *
     * @param field what the tags are called there
     */
    public String filter(String field) {
        if (!app.isEmpty() && !Marks.isApp(app)) {
            throw new TargetException(TargetError.MISCONFIGURED, Marks.noApp(app));
        }
        String scraped = field + " contains \"" + SCRAPED + "\"";
        return app.isEmpty() ? scraped : scraped + " and " + field + " contains \"" + OF_APP + app + "\"";
    }

    /** Whether tags ask for what this looks for: those of an instance, or of all instances of a service together. */
    public boolean matches(Collection<String> tags) {
        return tags.contains(SCRAPED) && (app.isEmpty() || tags.contains(OF_APP + app));
    }

    /**
     * Adds an instance, once for each app that its tags name, if this looks for it.
     *
     * @param usual marks that count where the tags say nothing
     */
    public void add(TargetList list, Place place, Collection<String> tags, Marks usual) {
        if (!matches(tags)) {
            return;
        }
        List<String> apps = tags.stream()
                .filter(tag -> tag.startsWith(OF_APP))
                .map(tag -> tag.substring(OF_APP.length()))
                .filter(name -> app.isEmpty() || name.equals(app))
                .distinct()
                .toList();
        if (apps.isEmpty()) {
            list.leave(place.instance(), "it names no app; add the tag " + OF_APP + "NAME");
        }
        for (String name : apps) {
            Marks marks = usual.and(Marks.ofTags(tags)).and(Marks.of(Map.of(Marks.APP, name)));
            list.add(place.instance(), place.host(), place.port(), marks);
        }
    }

    /**
     * Where an instance is.
     *
     * @param instance what it is called
     * @param host a name or an address; of version 6 without brackets
     */
    public record Place(String instance, String host, int port) {}
}
