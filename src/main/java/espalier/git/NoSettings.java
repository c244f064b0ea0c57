package espalier.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Lets JGit read a repository without anything around it.
 *
 * <p>By itself it starts git to find the system's configuration, times the file system by files that it puts into {@code
 * .git} (for seconds, or left behind when the program ends meanwhile), and notes the result in the user's home. What is
 * read here, files of commits, depends on none of that.
 */
final class NoSettings extends SystemReader.Delegate {
    NoSettings(SystemReader usual) {
        super(usual);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    private static final class Empty extends FileBasedConfig {
        @SuppressWarnings("NullAway") // JGit's own way to say that there is no file
        Empty(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // there is no file
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        /** The only durations that are asked for: how exact the times of files are. JGit's own cautious guess. */
        @Override
        public long getTimeUnit(String section, String subsection, String name, long usual, TimeUnit unit) {
            if (!section.equals("filesystem")) {
                return usual;
            }
            return name.equals("timestampResolution") ? unit.convert(Duration.ofSeconds(2)) : 0;
        }
    }
}
