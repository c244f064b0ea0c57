package espalier.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of the program, as the build wrote it. */
final class Version {
    private Version() {}

    static String text() {
        try (InputStream in = Version.class.getResourceAsStream("/espalier/version.properties")) {
            if (in != null) {
                var properties = new Properties();
                properties.load(in);
                return properties.getProperty("version", "unknown");
            }
        } catch (IOException e) {
            return "unknown";
        }
        return "unknown";
    }
}
