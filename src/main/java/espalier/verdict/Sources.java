package espalier.verdict;

import espalier.Origin;

/** Where a line stands: a line of Java is known by its package's folder only. */
public interface Sources {
    /** The file of {@code line} as a path from the folder of the clusters on, that of {@code pom.xml}, with slashes. */
    String file(Origin.Line line);

    /** {@code text} with each line of Java in it at its file: a terminal and an editor find a path from where people stand. */
    default String in(String text) {
        String java = ".java:";
        int at = text.indexOf(java);
        if (at < 0) {
            return text;
        }
        var found = new StringBuilder(text.length() + 64);
        int done = 0;
        for (; at >= 0; at = text.indexOf(java, at + 1)) {
            int end = at + java.length() - 1;
            int begin = at;
            while (begin > done && isOfAPath(text.charAt(begin - 1))) {
                begin--;
            }
            if (begin < at && end + 1 < text.length() && Character.isDigit(text.charAt(end + 1))) {
                found.append(text, done, begin).append(file(new Origin.Line(text.substring(begin, end), 1)));
                done = end;
            }
        }
        return found.append(text, done, text.length()).toString();
    }

    private static boolean isOfAPath(char c) {
        return Character.isLetterOrDigit(c) || c == '/' || c == '_' || c == '$' || c == '-' || c == '.';
    }
}
