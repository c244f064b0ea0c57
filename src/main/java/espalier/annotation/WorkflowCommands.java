package espalier.annotation;

import java.util.List;

/** The log lines of which GitHub Actions makes annotations. */
public final class WorkflowCommands {
    private WorkflowCommands() {}

    /**
     * A command for each of {@code annotations}, each on its line.
     *
     * @param folder where in the repository the clusters stand, with a slash at its end; empty for its root
     */
    public static String of(List<Annotation> annotations, String folder) {
        var text = new StringBuilder();
        for (Annotation each : annotations) {
            text.append("::").append(each.level().command()).append(' ');
            Annotation.Place place = each.place();
            if (place != null) {
                text.append("file=").append(property(folder + place.file()));
                text.append(",line=").append(place.line()).append(',');
            }
            text.append("title=").append(property(each.rule()));
            text.append("::").append(data(each.message())).append('\n');
        }
        return text.toString();
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
