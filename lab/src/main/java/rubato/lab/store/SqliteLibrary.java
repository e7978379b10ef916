package rubato.lab.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The native part of SQLite, unpacked once into the user's cache: the driver by itself unpacks it
 * into the common temporary folder at each start, and leaves it there when it is killed.
 */
final class SqliteLibrary {

  private static boolean ready;

  private SqliteLibrary() {}

  static synchronized void ready() {
    if (!ready) {
      ready = true;
      if (System.getProperty("org.sqlite.lib.path") == null) {
        place(System.getenv());
      }
    }
  }

  private static void place(Map<String, String> environment) {
    String resource = LibraryLoaderUtil.getNativeLibResourcePath();
    String name = LibraryLoaderUtil.getNativeLibName();
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path folder =
        (cache.startsWith("/")
                ? Path.of(cache)
                : Path.of(System.getProperty("user.home"), ".cache"))
            .resolve("rubato")
            .resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
    try (@Nullable InputStream in =
        SQLiteJDBCLoader.class.getResourceAsStream(resource + "/" + name)) {
      if (in == null) {
        return; // the driver says which systems it has no library for
      }
      byte[] bytes = in.readAllBytes();
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file) || Files.size(file) != bytes.length) {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, name, ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      System.setProperty("org.sqlite.lib.path", folder.toString());
      System.setProperty("org.sqlite.lib.name", name);
    } catch (IOException _) {
      // A cache that cannot be written: the driver's own way is left.
    }
  }
}
