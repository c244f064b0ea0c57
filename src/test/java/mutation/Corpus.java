package mutation;

import clusters.Main;
import espalier.Fleet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The clusters that are broken: those of this repository, and one that has everything. */
final class Corpus {
    private Corpus() {}

    static List<Mutants> of(Path root) {
        var real = new Fleet();
        Main.clusters(real);
        var all = new ArrayList<Mutants>();
        for (String name : real.names()) {
            all.add(new Mutants(
                    name,
                    () -> {
                        var fleet = new Fleet();
                        Main.clusters(fleet);
                        return fleet;
                    },
                    root));
        }
        all.add(new Mutants("estate", () -> new Fleet().cluster("estate", Estate::new), root));
        return all;
    }
}
