package nutshell.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An image of the recipe as it is now, whole but for what would have to boot. */
public final class MadeUpImage {

    private MadeUpImage() {}

    public static void in(Path cache, Path home) throws IOException {
        String key = new Recipe(home.resolve("vagrant")).key(Architecture.here(), Lab.ORDINARY);
        Path image = Files.createDirectories(cache.resolve(key));
        for (String name : List.of("kernel", "initrd", "image.squashfs")) {
            Files.writeString(image.resolve(name), name);
        }
        Tool.must("the checksums", Duration.ofSeconds(20), Whole.inside(image, "sha256sum -- * >" + Whole.SUMS));
    }

    /** What its emulator is called. */
    public static String emulator() {
        return Architecture.here().emulator();
    }
}
