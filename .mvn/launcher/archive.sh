# Makes the archive of parsed classes (static AppCDS) from what a run has loaded. ../../espalier starts it in the background:
#   archive.sh <jdk> <usual libraries> <folder of espalier.jar> <subcommand> <process id of the run>
#
# Once the run has ended, what it wrote to loaded-by/.<subcommand>.<process id> is added to the list `classes`, and
# classes.jsa is made of that list. When a run adds next to nothing, the file loaded-by/<subcommand> says that no further
# one need be observed. Without the archive a run is slower, never wrong.
set -eu
jdk=$1 usual=$2 compiler=$3 command=$4 run=$5
cd "$compiler"
loaded=loaded-by/.$command.$run

while kill -0 "$run"; do sleep 1; done

waited=0
until ln -s $$ archive.lock; do
  [ $((waited += 1)) -le 60 ]
  if kill -0 "$(readlink archive.lock)"; then sleep 1; else rm -f archive.lock; fi
done
trap 'rm -f archive.lock "$loaded" "classes.$run" "classes.jsa.$run"' EXIT

# Without the numbers by which the lines of one list refer to each other.
cat classes "$loaded" | sed -e '/ source: /d' -e 's/ id: .*//' | awk '!seen[$0]++' > "classes.$run"
before=$(wc -l < classes) after=$(wc -l < "classes.$run")
mv "classes.$run" classes
if [ $(((after - before) * 20)) -lt "$before" ]; then touch "loaded-by/$command"; fi

if [ ! -f classes.jsa ] || [ "$before" != "$after" ]; then
  nice "$jdk/bin/java" -Xshare:dump -XX:SharedClassListFile=classes "-XX:SharedArchiveFile=classes.jsa.$run" \
    -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$usual:$compiler/espalier.jar"
  mv -f "classes.jsa.$run" classes.jsa
fi
