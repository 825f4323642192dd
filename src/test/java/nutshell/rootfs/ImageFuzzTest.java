package nutshell.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import nutshell.refusals.Refusal;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Whatever an archive holds: it is unpacked or refused, and nothing but the tree changes. */
class ImageFuzzTest {

    private static final Limits SMALL = Limits.USUAL.withBytes(10_000_000).withEntries(2000);

    private interface Archive {
        byte[] in(Path victim);
    }

    private static void unpacksOrRefuses(Archive archive) throws IOException {
        Path temp = Files.createTempDirectory("nutshell");
        try {
            Path victim = Files.createDirectory(temp.resolve("victim"));
            Files.writeString(victim.resolve("file"), "mine");
            Files.write(temp.resolve("image.tar"), archive.in(victim));
            Path tree = temp.resolve("tree");
            boolean refused = false;
            try {
                OciImage.at("image.tar", temp).prepare(tree, SMALL);
            } catch (Refusal e) {
                refused = true;
            }
            assertEquals(refused ? Set.of("victim", "image.tar") : Set.of("victim", "image.tar", "tree"), names(temp));
            assertEquals(Set.of("file"), names(victim));
            assertEquals("mine", Files.readString(victim.resolve("file")));
            assertEquals(1, Files.getAttribute(victim.resolve("file"), "unix:nlink"), "a second name for it");
            assertEquals(Modes.of(temp.resolve("image.tar")), Modes.of(victim.resolve("file")));
        } finally {
            Deletion.tree(temp);
        }
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> String.valueOf(child.getFileName())).collect(Collectors.toSet());
        }
    }

    @Property(tries = 50)
    void random_bytes(@ForAll @Size(max = 3000) byte[] bytes) throws IOException {
        unpacksOrRefuses(victim -> bytes);
    }

    @Property(tries = 50)
    void random_bytes_as_a_layer(@ForAll @Size(max = 3000) byte[] bytes) throws IOException {
        unpacksOrRefuses(victim -> Layout.dockerSave("{}", "", bytes));
    }

    @Property(tries = 200)
    void mutations_of_a_good_archive(
            @ForAll @Size(min = 1, max = 12) List<Long> seeds, @ForAll @IntRange(max = 2) int packing)
            throws IOException {
        unpacksOrRefuses(victim -> {
            byte[] layer = good(victim).tar();
            byte[] packed = packing == 0 ? layer : packing == 1 ? Layer.gzip(layer) : Layer.zstd(layer);
            return mutated(Layout.dockerSave("{" + Layout.START + "}", "", packed), seeds);
        });
    }

    /** Changed before the headers' checksums are made good again, so that the changes are believed. */
    @Property(tries = 200)
    void mutations_of_a_layer_with_good_checksums(@ForAll @Size(min = 1, max = 12) List<Long> seeds)
            throws IOException {
        unpacksOrRefuses(victim ->
                Layout.dockerSave("{}", "", summed(mutated(good(victim).tar(), seeds))));
    }

    @Property(tries = 200)
    void entries_that_reach_for_the_host(@ForAll @Size(min = 1, max = 25) List<Long> seeds) throws IOException {
        unpacksOrRefuses(victim -> {
            Layer below = new Layer();
            Layer above = new Layer();
            for (long seed : seeds) {
                Random random = new Random(seed);
                hostile(random.nextInt(3) == 0 ? above : below, random, victim);
            }
            return Layout.dockerSave("{}", "", below.tar(), above.tar());
        });
    }

    private static Layer good(Path victim) {
        return new Layer()
                .directory("usr/bin", 0755)
                .link("bin", "usr/bin")
                .link("out", victim.toString())
                .file("bin/sh", "#!")
                .hardLink("bin/bash", "bin/sh")
                .file("out/file", "theirs")
                .file("x".repeat(120), "long")
                .file("usr/.wh.gone", "");
    }

    private static byte[] mutated(byte[] bytes, List<Long> seeds) {
        byte[] mutated = bytes.clone();
        int used = bytes.length;
        for (long seed : seeds) {
            Random random = new Random(seed);
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] = (byte) random.nextInt();
                case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> System.arraycopy(mutated, 0, mutated, at, Math.min(512, mutated.length - at));
                default -> used = random.nextInt(20) == 0 ? at : used;
            }
        }
        return Arrays.copyOf(mutated, used);
    }

    private static byte[] summed(byte[] tar) {
        for (int header = 0; header + 512 <= tar.length; header += 512) {
            if (tar[header + 257] == 'u' && tar[header + 258] == 's') {
                Arrays.fill(tar, header + 148, header + 156, (byte) ' ');
                int sum = 0;
                for (int i = 0; i < 512; i++) {
                    sum += tar[header + i] & 0xff;
                }
                byte[] octal = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(octal, 0, tar, header + 148, 8);
            }
        }
        return tar;
    }

    private static void hostile(Layer layer, Random random, Path victim) {
        String name = name(random, victim);
        switch (random.nextInt(8)) {
            case 0 -> layer.directory(name, random.nextInt(01000));
            case 1, 2 -> layer.link(name, name(random, victim));
            case 3 -> layer.hardLink(name, name(random, victim));
            case 4 -> layer.device(name, TarConstants.LF_CHR, 0, random.nextInt(50) == 0 ? 1 : 0);
            default -> layer.file(name, name.endsWith("/") ? "" : "theirs");
        }
    }

    private static String name(Random random, Path victim) {
        List<String> parts = List.of(
                "a", "b", "c", "a", "b", "c", "file", ".", "", ".wh.a", ".wh.b", ".wh..wh..opq", ".wh.file", "*");
        return Stream.generate(() -> random.nextInt(8) == 0
                        ? victim.toString()
                        : random.nextInt(200) == 0 ? ".." : parts.get(random.nextInt(parts.size())))
                .limit(1 + random.nextInt(4))
                .collect(Collectors.joining(
                        "/", "", random.nextInt(20) == 0 ? "" : "/" + (char) ('a' + random.nextInt(3))));
    }
}
