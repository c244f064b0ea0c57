package espalier.schema;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * Changes whenever the program may have changed, and with it what it holds to be right or the schemas that come with it. Times
 * and sizes of files tell that without reading one.
 */
final class ProgramStamp {
    /** What a verdict comes from, where the program does not stand in a jar. */
    private static final String[] FOLDERS = {"espalier/schema", "espalier/cel", "espalier/intake", "espalier/schemas"};

    private ProgramStamp() {}

    /** 0 where the program's place is not known. */
    static long now() {
        CodeSource source = ProgramStamp.class.getProtectionDomain().getCodeSource();
        URL place = source == null ? null : source.getLocation();
        try {
            if (place == null || !place.getProtocol().equals("file")) {
                return 0;
            }
            File file = Path.of(place.toURI()).toFile();
            long stamp = of(file, 17);
            for (String folder : FOLDERS) {
                stamp = below(new File(file, folder), stamp);
            }
            return stamp | 1;
        } catch (URISyntaxException | IllegalArgumentException e) {
            return 0;
        }
    }

    private static long below(File folder, long stamp) {
        File[] files = folder.listFiles();
        if (files != null) {
            java.util.Arrays.sort(files);
            for (File file : files) {
                stamp = below(file, of(file, stamp));
            }
        }
        return stamp;
    }

    private static long of(File file, long stamp) {
        return (stamp * 31 + file.lastModified()) * 31
                + file.length()
                + file.getName().hashCode() * 961L;
    }
}
