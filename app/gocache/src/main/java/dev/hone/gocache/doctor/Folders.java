package dev.hone.gocache.doctor;

/**
 * Where two builds ran, without what is the same at the ends of the two paths: the two checkouts.
 */
record Folders(String first, String second) {

    static Folders of(String first, String second) {
        String one = first;
        String two = second;
        while (!one.equals(two)
                && one.lastIndexOf('/') > 0
                && two.lastIndexOf('/') > 0
                && one.substring(one.lastIndexOf('/')).equals(two.substring(two.lastIndexOf('/')))) {
            one = one.substring(0, one.lastIndexOf('/'));
            two = two.substring(0, two.lastIndexOf('/'));
        }
        return new Folders(one, two);
    }

    boolean same() {
        return first.equals(second);
    }

    /** Whether an input differs by where its checkout is, and by nothing else. */
    boolean explain(Changed changed) {
        if (same() || first.isEmpty() || second.isEmpty()) {
            return false;
        }
        if (changed.before().isEmpty() || changed.after().isEmpty()) {
            // The path is in the name of the input.
            return changed.before().contains(first) || changed.after().contains(second);
        }
        return without(changed.before(), first).equals(without(changed.after(), second));
    }

    /** A text without the path of a folder, where that is not the beginning of another's name. */
    private static String without(String text, String folder) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        for (int found = text.indexOf(folder); found >= 0; found = text.indexOf(folder, at)) {
            int end = found + folder.length();
            boolean whole = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            rest.append(text, at, whole ? found : end);
            at = end;
        }
        return rest.append(text, at, text.length()).toString();
    }
}
