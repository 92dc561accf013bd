# A standalone Spark cluster on the loopback interface; sourced by other scripts, after debian.sh.
# It uses $work, a folder that its user removes, and sets $python, $master, $master_pid and worker_pids.

# install_spark [PACKAGE...]: PySpark and further packages into a throw-away environment under $work, unless JUCHU_PYSPARK names a
# Python that has them.
install_spark() {
  install_packages default-jre-headless procps python3-venv
  python=${JUCHU_PYSPARK:-}
  if [ -z "$python" ]; then
    python3 -m venv "$work/python"
    "$work/python/bin/pip" -q install pyspark "$@"
    python="$work/python/bin/python"
  fi
  SPARK_HOME="$("$python" -c 'import pyspark; print(pyspark.__path__[0])')"
  export SPARK_HOME PYSPARK_PYTHON="$python" SPARK_CONF_DIR="$work/conf" SPARK_LOCAL_IP=127.0.0.1
  export SPARK_LOCAL_DIRS="$work/local" SPARK_DAEMON_MEMORY=256m
  mkdir -p "$SPARK_CONF_DIR" "$SPARK_LOCAL_DIRS" "$work/logs"
  printf '%s\n' 'spark.ui.enabled false' 'spark.driver.host 127.0.0.1' 'spark.driver.bindAddress 127.0.0.1' \
    'spark.ui.showConsoleProgress false' 'spark.driver.memory 512m' 'spark.executor.memory 512m' > "$SPARK_CONF_DIR/spark-defaults.conf"
  printf '%s\n' 'rootLogger.level = error' 'rootLogger.appenderRef.stderr.ref = console' 'appender.console.type = Console' \
    'appender.console.name = console' 'appender.console.target = SYSTEM_ERR' 'appender.console.layout.type = PatternLayout' \
    'appender.console.layout.pattern = %p %c{1}: %m%n' > "$SPARK_CONF_DIR/log4j2.properties"
}

# start_master: on a free port; no shell stands between its process and its id.
start_master() {
  local port
  port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  master="spark://127.0.0.1:$port"
  "$SPARK_HOME/bin/spark-class" org.apache.spark.deploy.master.Master --host 127.0.0.1 --port "$port" --webui-port 0 \
    > "$work/logs/master" 2>&1 &
  master_pid=$!
  wait_for_port "$port"
}

wait_for_port() {
  local attempt
  for attempt in $(seq 300); do
    (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null && return 0
    sleep 0.1
  done
  echo "nothing listens on port $1" >&2
  cat "$work/logs/master" >&2
  return 1
}

# start_worker NUMBER: with one core.
start_worker() {
  "$SPARK_HOME/bin/spark-class" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1 \
    --memory 1g --work-dir "$work/worker$1" "$master" > "$work/logs/worker$1" 2>&1 &
  worker_pids[$1]=$!
}

# stop_cluster: the processes that were started here, by their ids.
stop_cluster() {
  local pid
  for pid in "${worker_pids[@]:-}" "${master_pid:-}"; do
    [ -z "$pid" ] || kill "$pid" 2> /dev/null || true
  done
  wait 2> /dev/null || true
}
