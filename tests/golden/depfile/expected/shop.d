.serverless/cloudformation-template-update-stack.json: \
  index.js \
  more.yml \
  serverless.yml
