package bench;

import clusters.Main;

/** The program of this repository on the one that {@code BENCH_ROOT} names; its launcher knows only its own. */
public final class Elsewhere {
    private Elsewhere() {}

    public static void main(String[] args) {
        System.setProperty("espalier.root", System.getenv("BENCH_ROOT"));
        Main.main(args);
    }
}
