package nutshell.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrariesTest {

    @TempDir
    Path temp;

    private Path root = Path.of("/");

    @BeforeEach
    void without_links_of_the_machine_s_own() throws IOException {
        root = temp.toRealPath();
    }

    private Path put(String name, ElfBytes elf) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.write(file, elf.bytes());
    }

    private static ElfBytes elf() {
        return ElfBytes.amd64();
    }

    private Set<Path> needed(Path program) throws IOException {
        return new Libraries(List.of(root.resolve("default"))).neededBy(program);
    }

    @Test
    void finds_loader_libraries_and_their_libraries() throws IOException {
        Path a = put("default/liba.so", elf().needed("libb.so"));
        Path b = put("default/libb.so", elf().needed("liba.so"));
        Path program = put("bin/program", elf().interpreter("/lib/ld.so").needed("liba.so"));

        assertEquals(Set.of(Path.of("/lib/ld.so"), a, b), needed(program));
    }

    @Test
    void begins_at_the_origin_behind_the_program_s_links() throws IOException {
        Path a = put("app/lib/liba.so", elf());
        Path program = put("app/bin/program", elf().needed("liba.so").runpath("$ORIGIN/../lib"));
        Path link = Files.createSymbolicLink(root.resolve("link"), program);

        assertEquals(
                Set.of(a), Set.copyOf(needed(link).stream().map(Path::normalize).toList()));
    }

    @Test
    void lets_a_program_s_rpath_count_for_its_libraries_but_not_its_runpath() throws IOException {
        put("own/liba.so", elf().needed("libb.so"));
        Path b = put("own/libb.so", elf());
        String own = root.resolve("own").toString();

        assertTrue(needed(put("p", elf().needed("liba.so").rpath(own))).contains(b));
        assertThrows(Unfit.class, () -> needed(put("q", elf().needed("liba.so").runpath(own))));
    }

    @Test
    void ignores_an_rpath_beside_a_runpath() throws IOException {
        put("old/liba.so", elf());
        Path a = put("new/liba.so", elf());
        ElfBytes both =
                elf().needed("liba.so").rpath(root.resolve("old").toString()).runpath("${ORIGIN}/new");

        assertEquals(Set.of(a), needed(put("p", both)));
    }

    @Test
    void passes_over_libraries_for_another_machine() throws IOException {
        put("own/liba.so", elf().machine(3));
        Path a = put("default/liba.so", elf());

        assertEquals(Set.of(a), needed(put("p", elf().needed("liba.so").runpath("$ORIGIN/own"))));
    }

    @Test
    void names_the_program_and_the_library_that_is_missing() throws IOException {
        Path program = put("p", elf().needed("libgone.so.1"));

        String refusal = assertThrows(Unfit.class, () -> needed(program)).toString();
        assertTrue(refusal.contains(program + " needs the library libgone.so.1"), refusal);
    }

    @Test
    void reads_configuration_with_includes() throws IOException {
        Files.createDirectories(root.resolve("conf.d"));
        Path conf = Files.writeString(root.resolve("ld.so.conf"), """
                # comment
                include conf.d/*.conf
                /last  # behind
                hwcap 0 nosegneg
                """);
        Files.writeString(root.resolve("conf.d/b.conf"), "/b1:/b2, /b3\n");
        Files.writeString(root.resolve("conf.d/a.conf"), "/a=libc6\ninclude ../ld.so.conf\n");
        Files.writeString(root.resolve("conf.d/no"), "/no\n");

        List<Path> directories = LoaderDirectories.configured(conf, new HashSet<>());

        assertEquals(Stream.of("/a", "/b1", "/b2", "/b3", "/last").map(Path::of).toList(), directories);
    }
}
